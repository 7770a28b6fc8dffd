import Evaluation

/// The results of one category for each type of defect.
struct DefectTable {
  /// One type of defect.
  struct Line {
    let name: String
    let parts: String
    let found: String
    let foundShare: String
    let warned: String
    let areas: [String]
  }

  let name: String

  /// How many parts failed.
  let brief: String
  let anchor: String
  let heads: [Series]
  let lines: [Line]
  let good: Line

  init(_ record: CategoryRecord, number: Int, series: [Series]) {
    name = record.name
    brief = Self.brief(record.parts)
    anchor = "defects-\(number)"
    heads = series
    let types = Set(record.parts.lazy.filter { !$0.isGood }.map(\.defect)).sorted()
    lines = types.map { type in
      Self.line(type, record.parts.filter { $0.defect == type && !$0.isGood }) { row in
        record.metrics.supplement[row]?.defectTypes[type]
      } rows: {
        series.map(\.row)
      }
    }
    good = Self.line("good", record.parts.filter(\.isGood)) { _ in
      nil
    } rows: {
      series.map(\.row)
    }
  }

  /// How many defective parts were found, and how many good ones failed.
  static func brief(_ parts: [PartRecord]) -> String {
    let failed = { (isGood: Bool) in
      let kind = parts.filter { $0.isGood == isGood }
      return "\(kind.count { $0.verdict == "fail" }) of \(kind.count)"
    }
    return "\(failed(false)) defects found · \(failed(true)) good parts failed"
  }

  private static func line(
    _ name: String, _ parts: [PartRecord], area: (String) -> Double?, rows: () -> [String]
  ) -> Line {
    let found = parts.count { $0.verdict == "fail" }
    return Line(
      name: name, parts: "\(parts.count)", found: "\(found)",
      foundShare: Figure.place(100 * Double(found) / Double(max(parts.count, 1))),
      warned: "\(parts.count { $0.verdict == "warn" })", areas: rows().map { Figure.text(area($0)) })
  }
}
