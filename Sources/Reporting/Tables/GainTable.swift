import Evaluation
import Foundation

/// What rows gain over the frozen ones of the same name, mean over categories, in points.
struct GainTable: Sendable {
  /// The figures in the head of the table.
  let metrics: [Metric]

  /// One line for each row: its name, what it is compared with, and its gains.
  let lines: [(row: String, over: String, cells: [String])]

  /// Gains of a report.
  init(_ report: EvaluationReport, metrics: [Metric] = PaperTables.metrics) {
    self.metrics = metrics
    lines = MetricsTable.ordered(report.meanSupplement.keys).compactMap { row in
      guard let gain = report.meanSupplement[row]?.gain else { return nil }
      return (row, gain.over, metrics.map { Self.cell($0.rawValue, of: gain) })
    }
  }

  /// A gain in points, with its deviation over seeds and its interval.
  private static func cell(_ key: String, of gain: RowGain) -> String {
    guard let figure = gain.figures[key] else { return "-" }
    var text = String(format: "%+.1f", figure * 100)
    if let deviation = gain.deviation?[key] { text += String(format: " ±%.1f", deviation * 100) }
    if let interval = gain.intervals?[key] {
      text += String(format: " (%+.1f to %+.1f)", interval.lower * 100, interval.upper * 100)
    }
    return text
  }
}
