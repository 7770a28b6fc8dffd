import Tensors

/// What is told about a row beside its figures.
public struct RowSupplement: Sendable, Codable, Equatable {
  /// The image AUROC of each defect type against the good samples; absent without good samples.
  public var defectTypes: [String: Double]

  /// A 95 % bootstrap interval of the image AUROC.
  public var imageAUROCInterval: ConfidenceInterval?

  /// The largest F1 of pixels over all thresholds.
  public var pixelF1Max: Double?

  /// The figures as papers compute them, when asked for.
  public var literature: MetricValues?

  private enum CodingKeys: String, CodingKey {
    case defectTypes = "defect_types_i_auroc"
    case imageAUROCInterval = "i_auroc_interval"
    case pixelF1Max = "p_f1_max"
    case literature
  }
}
