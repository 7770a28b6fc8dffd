import Foundation

/// The scores of all test parts of a run, for spreadsheets and for checking by others.
public struct ScoresTable: Sendable {
  private let records: [CategoryRecord]

  /// The parts of some categories.
  public init(_ records: [CategoryRecord]) {
    self.records = records
  }

  /// Comma-separated values (RFC 4180): one line for each part, one column for each row of the table.
  public var csv: String {
    let rows = MetricsTable.ordered(Set(records.flatMap { $0.parts.flatMap(\.scores.keys) }))
    let heads = [
      "id", "category", "defect", "label", "verdict", "score", "threshold", "warn_threshold", "seconds",
    ]
    let lines = records.flatMap { record in record.parts.map { fields(of: $0, in: record, rows: rows) } }
    return ([heads + rows] + lines).map { $0.map(MetricsTable.csvField).joined(separator: ",") + "\r\n" }
      .joined()
  }

  private func fields(of part: PartRecord, in record: CategoryRecord, rows: [String]) -> [String] {
    let decision = record.decision
    return [
      part.id, record.name, part.defect, part.isGood ? "0" : "1", part.verdict, "\(part.score)",
      text(decision.threshold), text(decision.warnThreshold), "\(part.seconds)",
    ] + rows.map { text(part.scores[$0]) }
  }

  private func text(_ value: Float?) -> String { value.map { "\($0)" } ?? "" }
}
