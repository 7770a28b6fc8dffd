/// Random numbers by pixel, so that they do not depend on the order of the pixels.
struct PixelNoise: Sendable {
  let seed: UInt32

  /// A number uniform in 0..<1.
  @inline(__always)
  func uniform(_ column: Int, _ row: Int, _ channel: Int) -> Float {
    let word = Noise.hash(
      Int32(truncatingIfNeeded: column), Int32(truncatingIfNeeded: row), Int32(truncatingIfNeeded: channel),
      seed)
    return Float(word >> 8) * 0x1p-24
  }

  /// A nearly normal number with mean 0 and deviation 1: the sum of four uniform ones.
  @inline(__always)
  func normal(_ column: Int, _ row: Int, _ channel: Int) -> Float {
    var sum: Float = -2
    for part in 0..<4 { sum += uniform(column, row, channel * 4 + part) }
    return sum * 1.732_050_8
  }
}
