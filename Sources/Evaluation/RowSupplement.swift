import Tensors

/// What is told about a row beside its figures.
public struct RowSupplement: Sendable, Codable, Equatable {
  /// The image AUROC of each defect type against the good samples; absent without good samples.
  public var defectTypes: [String: Double]

  /// 95 % bootstrap intervals of the figures, by their keys; nil when none were asked for.
  public var intervals: [String: ConfidenceInterval]?

  /// The largest F1 of pixels over all thresholds.
  public var pixelF1Max: Double?

  /// The figures as papers compute them, when asked for.
  public var literature: MetricValues?

  /// The figures of each seed, when there are several.
  public var spread: SeedSpread?

  /// What the row gains over the frozen one of the same name.
  public var gain: RowGain?

  private enum CodingKeys: String, CodingKey {
    case defectTypes = "defect_types_i_auroc"
    case intervals
    case pixelF1Max = "p_f1_max"
    case literature
    case spread
    case gain
  }
}

/// What is told about the mean over categories of a row.
public struct MeanSupplement: Sendable, Codable, Equatable {
  /// 95 % intervals of the means, by the keys of the figures; nil when a category has none.
  public var intervals: [String: ConfidenceInterval]?

  /// The means of each seed, when there are several.
  public var spread: SeedSpread?

  /// The mean gain over the frozen row of the same name.
  public var gain: RowGain?
}
