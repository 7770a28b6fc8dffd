/// The thresholds of a detector, and what they promise.
public struct DecisionRecord: Sendable, Codable, Equatable {
  /// The row of the table whose score decides.
  public var row: String

  /// Scores above it fail; nil when nothing was calibrated.
  public var threshold: Float?

  /// Scores above it warn; nil when nothing was calibrated.
  public var warnThreshold: Float?

  /// Pixels of the map above it belong to a region.
  public var mapThreshold: Float?

  /// The probability, at most, that a good part fails.
  public var falseAlarmRate: Double

  /// The good parts that the thresholds rest on.
  public var parts: Int

  /// Which good parts those are: `validation` or `cross-fit`.
  public var source: String

  /// Between which rates good parts exceed this very threshold, and how sure that is; nil where nobody noted it.
  public var realisedRate: RateInterval?

  /// A range of rates, each in 0...1.
  public struct RateInterval: Sendable, Codable, Equatable {
    /// The lower end.
    public var low: Double

    /// The upper end.
    public var high: Double

    /// The probability that the true rate lies between the two.
    public var confidence: Double

    /// A range with its confidence.
    public init(low: Double, high: Double, confidence: Double) {
      self.low = low
      self.high = high
      self.confidence = confidence
    }
  }

  /// Thresholds; those that are not finite count as none.
  public init(
    row: String, threshold: Float, warnThreshold: Float, mapThreshold: Float, falseAlarmRate: Double,
    parts: Int, source: String, realisedRate: RateInterval? = nil
  ) {
    self.row = row
    self.threshold = threshold.isFinite ? threshold : nil
    self.warnThreshold = warnThreshold.isFinite ? warnThreshold : nil
    self.mapThreshold = mapThreshold.isFinite ? mapThreshold : nil
    self.falseAlarmRate = falseAlarmRate
    self.parts = parts
    self.source = source
    self.realisedRate = realisedRate
  }

  private enum CodingKeys: String, CodingKey {
    case row
    case threshold
    case warnThreshold = "warn_threshold"
    case mapThreshold = "map_threshold"
    case falseAlarmRate = "false_alarm_rate"
    case parts
    case source
    case realisedRate = "realised_rate"
  }
}
