/// The results of one category, as they stand in `metrics.json`.
public struct CategoryMetrics: Sendable, Codable, Equatable {
  /// The figures of each row.
  public var rows: [String: MetricValues]

  /// The samples behind them.
  public var samples: SampleCounts

  /// Wall-clock seconds by stage, filled in by the caller.
  public var seconds: [String: Double]

  /// More about each row.
  public var supplement: [String: RowSupplement]

  /// Results without timings.
  public init(
    rows: [String: MetricValues], samples: SampleCounts, seconds: [String: Double] = [:],
    supplement: [String: RowSupplement] = [:]
  ) {
    self.rows = rows
    self.samples = samples
    self.seconds = seconds
    self.supplement = supplement
  }
}

/// The samples of a category.
public struct SampleCounts: Sendable, Codable, Equatable {
  /// Good samples.
  public var good: Int

  /// Defective samples by type.
  public var defective: [String: Int]

  /// Defective samples that have no mask and count as images only.
  public var withoutMask: Int

  /// Samples that could not be used, by name, with the reason; no figure counts them.
  public var leftOut: [String: String]

  /// Counts of samples.
  public init(
    good: Int, defective: [String: Int], withoutMask: Int, leftOut: [String: String] = [:]
  ) {
    self.good = good
    self.defective = defective
    self.withoutMask = withoutMask
    self.leftOut = leftOut
  }

  private enum CodingKeys: String, CodingKey {
    case good
    case defective
    case withoutMask = "without_mask"
    case leftOut = "left_out"
  }
}
