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

  /// Thresholds; those that are not finite count as none.
  public init(
    row: String, threshold: Float, warnThreshold: Float, mapThreshold: Float, falseAlarmRate: Double,
    parts: Int, source: String
  ) {
    self.row = row
    self.threshold = threshold.isFinite ? threshold : nil
    self.warnThreshold = warnThreshold.isFinite ? warnThreshold : nil
    self.mapThreshold = mapThreshold.isFinite ? mapThreshold : nil
    self.falseAlarmRate = falseAlarmRate
    self.parts = parts
    self.source = source
  }

  private enum CodingKeys: String, CodingKey {
    case row
    case threshold
    case warnThreshold = "warn_threshold"
    case mapThreshold = "map_threshold"
    case falseAlarmRate = "false_alarm_rate"
    case parts
    case source
  }
}
