import Evaluation
import Foundation

/// How numbers are printed in the report.
enum Figure {
  /// Three decimals, or a dash.
  static func text(_ value: Double?) -> String {
    value.map { String(format: "%.3f", $0) } ?? "–"
  }

  /// Three decimals of both ends, or nothing.
  static func text(_ interval: ConfidenceInterval?) -> String? {
    interval.map { String(format: "%.3f–%.3f", $0.lower, $0.upper) }
  }

  /// A share in per cent, with a decimal where it tells something.
  static func percent(_ share: Double) -> String {
    let value = share * 100
    return String(format: value < 10 && value != value.rounded() ? "%.1f\u{a0}%%" : "%.0f\u{a0}%%", value)
  }

  /// Three significant digits, without a power of ten where it can be.
  static func short(_ value: Float) -> String { String(format: "%.3g", Double(value)) }

  /// A coordinate of a drawing.
  static func place(_ value: Double) -> String { String(format: "%.1f", value) }
}
