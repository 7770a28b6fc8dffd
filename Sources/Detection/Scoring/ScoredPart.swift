import Tensors

/// What a detector says about one part.
public struct ScoredPart: Sendable {
  /// The name of the capture.
  public let id: String

  /// The image scores; `scores.fused` is the score of the part.
  public let scores: BranchScores

  /// The score from the frozen channels.
  public let frozenScore: Float

  /// The score from the frozen channels and those of the adaptors; nil without adaptors.
  public let adaptedScore: Float?

  /// The anomaly maps at the size of the capture.
  public let maps: AnomalyMaps

  /// The pixels that were inspected; nil when all were.
  public let inspected: PixelMask?

  /// The share of the part's inspected pixels with a valid point, in 0...1; a part counts as no smaller than the smallest good one.
  public let coverage: Float

  /// The connected regions of the map above the threshold, highest peak first.
  public let regions: [AnomalousRegion]

  /// The score above which a part fails.
  public let threshold: Float

  /// The level above which a pixel of the map belongs to a region.
  public let mapThreshold: Float

  /// What the score means.
  public let verdict: Verdict
}

/// One image score for each row of the ablation; higher is more anomalous.
public struct BranchScores: Codable, Sendable, Equatable {
  /// From appearance alone.
  public let appearance: Float

  /// From all channels.
  public let fused: Float

  /// From geometry alone.
  public let geometry: Float
}

/// One anomaly map for each row of the ablation, `[height, width]` each.
public struct AnomalyMaps: Sendable {
  /// From appearance alone, in units of what good patches reach.
  public let appearance: Tensor

  /// From geometry alone, in units of what good patches reach.
  public let geometry: Tensor

  /// From the frozen channels.
  public let frozen: Tensor

  /// From the frozen channels and those of the adaptors; nil without adaptors.
  public let adapted: Tensor?

  /// Whether the detector's score is the adapted one.
  public let usesAdapted: Bool

  /// The map that the detector's score comes from.
  public var fused: Tensor { usesAdapted ? adapted ?? frozen : frozen }
}
