import Datasets
import Files

/// The report of `assay check` as lines of text.
struct CheckLines {
  private let report: CheckReport

  /// The lines of a report.
  init(_ report: CheckReport) {
    self.report = report
  }

  /// The data set, its categories, each finding with its examples and what to do, and the verdict.
  var lines: [String] {
    let layout = report.layout.map { ["\(DisplayPath(report.root)): layout \($0.rawValue)"] } ?? []
    return layout + report.categories.map(line) + report.findings.flatMap(lines) + [report.summary]
  }

  private func line(_ category: CategorySummary) -> String {
    "  \(DisplayPath(category.name).description.padding(to: 16))  \(category.train) to learn from,"
      + " \(category.validation) to calibrate on, \(category.goodTest) good and \(category.defectiveTest) defective to test on"
  }

  private func lines(_ finding: CheckFinding) -> [String] {
    var lines = ["\(finding.severity.rawValue): \(finding.sentence)"]
    lines += finding.examples.map { "    \($0)" }
    let rest = finding.count - finding.examples.count
    if rest > 0, !finding.examples.isEmpty { lines.append("    and \(rest) more") }
    if !finding.remedy.isEmpty { lines.append("  \(finding.remedy)") }
    return lines
  }
}
