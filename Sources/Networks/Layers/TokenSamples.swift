/// How a row of tokens is divided into samples.
public struct TokenSamples: Sendable, Equatable {
  /// The tokens of each sample, as positions in the whole row.
  public let ranges: [Range<Int>]

  /// Samples one after another.
  ///
  /// - Parameter counts: The tokens of each sample.
  public init(counts: [Int]) {
    var ranges: [Range<Int>] = []
    var start = 0
    for count in counts {
      precondition(count >= 0, "a sample of \(count) tokens")
      ranges.append(start..<start + count)
      start += count
    }
    self.ranges = ranges
  }

  /// The tokens of all samples.
  public var tokenCount: Int { ranges.last?.upperBound ?? 0 }

  /// Some tokens, and the sample that they belong to.
  struct Block: Sendable {
    let tokens: Range<Int>
    let sample: Range<Int>
  }

  /// All tokens in blocks of at most `size`, none across two samples.
  func blocks(of size: Int) -> [Block] {
    ranges.flatMap { sample in
      stride(from: sample.lowerBound, to: sample.upperBound, by: size).map { start in
        Block(tokens: start..<min(start + size, sample.upperBound), sample: sample)
      }
    }
  }
}
