/// The square grid of patches that both branches describe, laid over the square input of the network.
///
/// Patches are numbered row by row. Patch `(row, column)` covers a block of `cellSide` x `cellSide` input pixels.
public struct PatchGrid: Sendable, Hashable, Codable {
  /// The patches from top to bottom.
  public let rows: Int

  /// The patches from left to right.
  public let columns: Int

  /// The height and width of the input image, in pixels.
  public let inputSide: Int

  /// A grid over a square input.
  ///
  /// - Parameters:
  ///   - inputSide: The height and width of the input, in pixels; a multiple of `cellSide`.
  ///   - cellSide: The height and width of the block that one patch covers, in pixels.
  public init(inputSide: Int = 224, cellSide: Int = 8) {
    precondition(
      cellSide > 0 && inputSide > 0 && inputSide % cellSide == 0,
      "cells of \(cellSide) pixels do not tile an input of \(inputSide) pixels")
    rows = inputSide / cellSide
    columns = inputSide / cellSide
    self.inputSide = inputSide
  }

  /// The number of patches.
  public var patchCount: Int { rows * columns }

  /// The number of input pixels.
  public var pixelCount: Int { inputSide * inputSide }

  /// The patch that an input pixel lies in; both are numbered row by row.
  public func patch(ofPixel pixel: Int) -> Int {
    pixel / inputSide / cellSide * columns + pixel % inputSide / cellSide
  }

  /// The height and width of one patch, in input pixels.
  public var cellSide: Int { inputSide / rows }
}
