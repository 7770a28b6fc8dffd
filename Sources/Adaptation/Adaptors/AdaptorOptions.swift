/// The sizes of an adaptor.
public struct AdaptorOptions: Sendable, Equatable, Codable {
  /// Attention heads at most; the largest divisor of the features that is not greater is taken.
  public var maximumAttentionHeads = 12

  /// The width inside the feed-forward part, in multiples of the features.
  public var widening = 4

  /// The features of the space that both modalities share; LSFA has 512, half of that was measured to do.
  public var sharedFeatures = 256

  /// The defaults.
  public init() {}

  /// The attention heads for patches of some length.
  func attentionHeads(for features: Int) -> Int {
    (1...max(1, min(maximumAttentionHeads, features))).last { features % $0 == 0 } ?? 1
  }
}
