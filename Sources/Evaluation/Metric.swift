/// The figures that this field reports, under their keys in `metrics.json`.
public enum Metric: String, CaseIterable, Sendable, Codable {
  /// Area under the receiver operating characteristic of whole images.
  case imageAUROC = "i_auroc"

  /// Largest F1 of whole images over all thresholds.
  case imageF1Max = "i_f1_max"

  /// Area under the receiver operating characteristic of pixels.
  case pixelAUROC = "p_auroc"

  /// Area under the per-region overlap up to 30 % false positives.
  case auPRO30 = "aupro_30"

  /// Area under the per-region overlap up to 10 % false positives.
  case auPRO10 = "aupro_10"

  /// Area under the per-region overlap up to 5 % false positives.
  case auPRO05 = "aupro_05"

  /// Area under the per-region overlap up to 1 % false positives.
  case auPRO01 = "aupro_01"

  /// The name that papers print.
  public var name: String {
    switch self {
    case .imageAUROC: "I-AUROC"
    case .imageF1Max: "I-F1-max"
    case .pixelAUROC: "P-AUROC"
    case .auPRO30: "AUPRO@30%"
    case .auPRO10: "AUPRO@10%"
    case .auPRO05: "AUPRO@5%"
    case .auPRO01: "AUPRO@1%"
    }
  }

  /// The largest false-positive rate that counts, for the figures that have one.
  public var integrationLimit: Double? {
    switch self {
    case .auPRO30: 0.30
    case .auPRO10: 0.10
    case .auPRO05: 0.05
    case .auPRO01: 0.01
    default: nil
    }
  }
}
