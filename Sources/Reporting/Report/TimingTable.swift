import Foundation

/// The seconds by category and stage.
struct TimingTable {
  /// The seconds of one category.
  struct Line {
    let name: String
    let parts: String
    let cells: [String]
  }

  let heads: [String]
  let lines: [Line]

  init(_ records: [CategoryRecord]) {
    let usual = ["load", "fit", "score", "metrics"]
    let stages = Set(records.flatMap { $0.metrics.seconds.keys })
    let heads = usual.filter(stages.contains) + stages.subtracting(usual).sorted()
    self.heads = heads
    lines = records.map { record in
      Line(
        name: record.name, parts: "\(record.parts.count)",
        cells: heads.map { stage in record.metrics.seconds[stage].map { String(format: "%.1f", $0) } ?? "–" })
    }
  }
}
