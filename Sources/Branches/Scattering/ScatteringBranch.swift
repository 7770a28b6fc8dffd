import CKernels
import Tensors

/// Appearance by a fixed network: local energies in 24 bands, and how they vary in turn.
///
/// Needs no weights. Good for texture, edges and colour; blind to what a part is.
public struct ScatteringBranch: PatchBranch {
  /// What was asked for.
  public let options: ScatteringOptions

  /// The patches that this branch describes.
  public let grid: PatchGrid

  private let network: ScatteringNetwork
  private let paths: [ScatteringPath]

  /// Builds the filters for one grid.
  ///
  /// - Parameters:
  ///   - grid: The patches; their side must be a power of two, 2 or more.
  ///   - options: What to compute.
  public init(grid: PatchGrid = PatchGrid(), options: ScatteringOptions = ScatteringOptions()) {
    precondition(
      grid.cellSide >= 2 && grid.cellSide.nonzeroBitCount == 1, "cells of \(grid.cellSide) pixels")
    precondition(options.isUsable, "options out of range: \(options)")
    let scales = grid.cellSide.trailingZeroBitCount
    self.grid = grid
    self.options = options
    network = ScatteringNetwork(side: grid.inputSide, scales: scales)
    paths = options.colourSpace.orders.flatMap { ScatteringPath.all(scales: scales, order: $0) }
  }

  /// The name of this branch.
  public var identifier: String { BranchName.scattering.rawValue }

  /// What a bundle stores to build this branch again.
  public var settings: BranchSettings { .scattering(options) }

  /// What banks compare, then what adaptors take in its place.
  public var featureCount: Int { adaptableFeatures.upperBound }

  /// The paths of all channels, averaged with the neighbours of a patch.
  public var bankFeatures: Range<Int> { 0..<paths.count }

  /// The same of each patch by itself.
  public var adaptableFeatures: Range<Int> {
    options.adaptsSinglePatches == true ? paths.count..<2 * paths.count : bankFeatures
  }

  /// Describes every patch of a part.
  public func features(of view: PartView, on pool: WorkerPool) -> PatchFeatures {
    precondition(view.grid == grid, "a view over \(view.grid) for a branch over \(grid)")
    var values = network.coefficients(
      of: converted(view.image), orders: options.colourSpace.orders, on: pool)
    compress(&values, on: pool)
    let shares = view.shares { view.foreground[$0] }
    let isValid = shares.map { $0 >= options.leastForeground }
    let own = PatchFeatures(values: values, isValid: isValid)
    let averaged = options.averagesNeighbours ? own.averagedWithNeighbours(in: grid, on: pool) : own
    return options.adaptsSinglePatches == true ? averaged.joined(with: own) : averaged
  }

  private func converted(_ image: Tensor) -> Tensor {
    guard options.colourSpace != .rgb else { return image }
    var converted = image
    converted.withUnsafeMutableElements { elements in
      for start in stride(from: 0, to: elements.count, by: 3) {
        let colour = SIMD3(elements[start], elements[start + 1], elements[start + 2])
        let channels = options.colourSpace.converted(colour)
        for channel in 0..<3 { elements[start + channel] = channels[channel] }
      }
    }
    return converted
  }

  /// Weights local means, and takes logarithms of everything else.
  private func compress(_ values: inout Tensor, on pool: WorkerPool) {
    let means = paths.indices.filter { paths[$0].order == 0 }
    let width = paths.count
    let scale = 1 / options.fadesBelow
    pool.fillRows(of: &values, blockRows: 28) { [options] rows, block in
      for row in 0..<rows.count {
        guard let start = block.baseAddress.map({ $0 + row * width }) else { return }
        let weighted = means.map { start[$0] * options.meanWeight }
        assay_scaled_logarithms(start, width, scale)
        for (mean, value) in zip(means, weighted) { start[mean] = value }
      }
    }
  }
}
