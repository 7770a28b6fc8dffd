/// A row of the results as tables and drawings name and mark it.
///
/// Color tells the branch, and so does the pattern of the line, for those who cannot tell the colors apart; frozen
/// rows beside adapted ones are thinner.
struct Series {
  let row: String
  let label: String
  let mark: String

  /// The rows of a run in the usual order.
  static func all(in records: [CategoryRecord]) -> [Series] {
    let rows = MetricsTable.ordered(Set(records.flatMap { $0.metrics.rows.keys }))
    let hasAdapted = rows.contains { $0.hasSuffix("/adapted") }
    return rows.map { row in
      let branch = row.split(separator: "/").first.map(String.init) ?? row
      let known = ["fused", "appearance", "geometry"].contains(branch) ? branch : "other"
      let isThin = hasAdapted && !row.hasSuffix("/adapted")
      return Series(row: row, label: label(of: row), mark: known + (isThin ? " thin" : ""))
    }
  }

  /// Whether the row is one of every detector's, not one that an ablation adds.
  var isMain: Bool { row.hasSuffix("/adapted") || row.hasSuffix("/frozen") }

  /// `fused/frozen` as people read it.
  static func label(of row: String) -> String {
    row.split(separator: "/").joined(separator: ", ")
  }
}
