/// Grey samples as stored, neither scaled nor converted: a mask, or a depth image of 16 bits.
public struct GrayImage: Sendable, Equatable {
  /// The number of rows.
  public let height: Int

  /// The number of columns.
  public let width: Int

  /// The bits of a sample: 1, 2, 4, 8 or 16.
  public let bitDepth: Int

  /// All samples, row by row, each below 2 to the power of `bitDepth`.
  public let samples: [UInt16]

  /// Wraps samples.
  public init(height: Int, width: Int, bitDepth: Int, samples: [UInt16]) {
    precondition(
      samples.count == height * width,
      "an image of \(width) x \(height) cannot hold \(samples.count) samples")
    precondition([1, 2, 4, 8, 16].contains(bitDepth), "no PNG has samples of \(bitDepth) bits")
    precondition(
      bitDepth == 16 || samples.allSatisfy { $0 >> bitDepth == 0 }, "a sample exceeds \(bitDepth) bits")
    self.height = height
    self.width = width
    self.bitDepth = bitDepth
    self.samples = samples
  }

  /// Which samples are not zero: the marked pixels of a mask.
  public var isMarked: [Bool] { samples.map { $0 != 0 } }
}
