/// A seeded random number generator with named sub-streams (xoshiro256**, Blackman & Vigna 2018).
///
/// One seed serves a whole run. Each consumer draws from a stream of its own, found by name, so that
/// adding a consumer never changes what another one draws.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private let seed: UInt64
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// The root stream of a seed.
  public init(seed: UInt64) {
    self.seed = seed
    var filler = SplitMix64(state: seed)
    state = (filler.next(), filler.next(), filler.next(), filler.next())
  }

  /// An independent stream that depends on this stream's seed and the name alone, never on how
  /// much has been drawn.
  public func stream(_ name: String) -> RandomStream {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var mixer = SplitMix64(state: seed ^ hash)
    return RandomStream(seed: mixer.next())
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let result = rotated(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotated(state.3, by: 45)
    return result
  }

  /// A number uniform in `0..<1`, on a grid of 2^-24 so that every value is exact.
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A number uniform in `range`.
  public mutating func uniform(in range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A whole number uniform in `0..<bound`.
  public mutating func index(below bound: Int) -> Int {
    precondition(bound > 0, "no index below \(bound)")
    return Int(next(upperBound: UInt64(bound)))
  }

  /// `count` different indices below `bound`, ascending.
  public mutating func distinctIndices(_ count: Int, below bound: Int) -> [Int] {
    precondition(count <= bound, "cannot draw \(count) different indices below \(bound)")
    var order = Array(0..<bound)
    for position in 0..<count {
      order.swapAt(position, position + index(below: bound - position))
    }
    return order.prefix(count).sorted()
  }

  private func rotated(_ value: UInt64, by bits: UInt64) -> UInt64 {
    (value << bits) | (value >> (64 - bits))
  }
}

/// Fills the state of a larger generator from one word (Steele, Lea, Flood 2014).
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
