/// What good parts say about scores: the weights of the channels and the thresholds.
public struct Calibration: Codable, Sendable, Equatable {
  /// Which good parts were used.
  public enum Source: String, Codable, Sendable {
    /// Good parts that the detector has not learned from.
    case validation

    /// The training parts, each compared with the rows of the others.
    case crossFit = "cross-fit"
  }

  /// How the channels are weighed.
  public let fusion: ChannelFusion

  /// The probability, at most, that a good part scores above `threshold`.
  public let falseAlarmRate: Double

  /// Scores above it fail.
  public let threshold: Float

  /// Pixels of the map above it belong to a region; `threshold`, unless image scores are re-weighted.
  public let mapThreshold: Float

  /// Scores above it warn.
  public let warnThreshold: Float

  /// The good parts that this rests on.
  public let parts: Int

  /// Which good parts those are.
  public let source: Source

  /// The patches of the smallest of them; nil in bundles of older versions.
  ///
  /// A scan that shows much less is not judged.
  public internal(set) var leastPatches: Int?

  /// The warn zone begins at the threshold of a rate this many times as high.
  static let warnFactor = 5.0

  /// Thresholds from the image scores of good parts.
  ///
  /// - Parameters:
  ///   - fusion: The weights that score new parts.
  ///   - scores: One finite image score for each good part, made with weights that rest on other parts.
  ///   - peaks: The largest value of each part's anomaly map.
  ///   - rate: The false-alarm rate to promise.
  ///   - source: Which good parts these are.
  ///   - leastPatches: The patches of the smallest of them.
  /// - Throws: `DetectionError.tooFewForRate` when the parts cannot support an exact rate.
  init(
    fusion: ChannelFusion, scores: [Float], peaks: [Float], rate: FalseAlarmRate, source: Source,
    leastPatches: Int
  ) throws(DetectionError) {
    let quantile = ConformalThreshold(scores)
    let promised =
      switch rate {
      case .exactly(let rate): rate
      case .atLeast(let rate): max(rate, quantile.smallestRate)
      }
    guard let threshold = quantile(rate: promised) else {
      throw .tooFewForRate(
        parts: scores.count, rate: promised, needed: ConformalThreshold.partsNeeded(rate: promised),
        smallestRate: quantile.smallestRate)
    }
    self.fusion = fusion
    self.threshold = threshold
    mapThreshold = ConformalThreshold(peaks)(rate: promised) ?? threshold
    falseAlarmRate = promised
    warnThreshold = quantile(rate: min(promised * Self.warnFactor, 0.5)) ?? threshold
    parts = scores.count
    self.source = source
    self.leastPatches = leastPatches
  }

  /// Between which rates the share of good parts above `threshold` lies, with a probability of 95 %; nil without parts.
  ///
  /// `falseAlarmRate` bounds the mean over all calibrations that could have been; this says how far one may lie off.
  public var realisedRate: FalseAlarmInterval? {
    ConformalThreshold.rank(rate: falseAlarmRate, parts: parts).flatMap { rank in
      parts > 0 ? FalseAlarmInterval(parts: parts, rank: rank) : nil
    }
  }

  /// No calibration: channels count alike, and nothing fails.
  static let none = Calibration()

  private init() {
    fusion = ChannelFusion(of: [])
    falseAlarmRate = 0
    threshold = .infinity
    mapThreshold = .infinity
    warnThreshold = .infinity
    parts = 0
    source = .validation
    leastPatches = nil
  }

  /// The share of a part that a scan shows, if the part is no smaller than the smallest good one.
  ///
  /// Points that are few and far between look like a small part that is fully covered; this tells the two apart.
  func coverage(_ coverage: Float, patches: Int) -> Float {
    guard let leastPatches, patches < leastPatches else { return coverage }
    return coverage * Float(patches) / Float(leastPatches)
  }

  /// The verdict on a score.
  func verdict(of score: Float) -> Verdict {
    if score > threshold { return .fail }
    return score > warnThreshold ? .warn : .pass
  }
}
