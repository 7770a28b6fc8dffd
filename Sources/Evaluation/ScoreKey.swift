/// Whole numbers that sort like the scores they stand for.
package enum ScoreKey {
  /// The key of a finite score; both zeros have the same one, so that they tie as numbers do.
  package static func key(of score: Float) -> UInt32 {
    let bits = (score + 0).bitPattern  // -0 + 0 is +0
    return bits & signBit == 0 ? bits | signBit : ~bits
  }

  private static let signBit: UInt32 = 0x8000_0000
}
