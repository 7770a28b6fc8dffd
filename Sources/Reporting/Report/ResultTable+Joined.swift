extension ResultTable {
  /// The tables of several metrics as one with a column for each, where there is a single category.
  static func joinedIfSingle(_ tables: [ResultTable]) -> [ResultTable] {
    guard let first = tables.first, tables.allSatisfy({ $0.heads.count == 1 }) else { return tables }
    return [ResultTable(joining: tables, title: first.heads[0])]
  }

  private init(joining tables: [ResultTable], title: String) {
    metric = title
    key = tables.map(\.key).joined(separator: "-")
    heads = tables.map(\.metric)
    lines = Self.joined(tables.map(\.lines))
    published = Self.joined(tables.map(\.published))
    hasPublished = !published.isEmpty
    footnotes = tables.flatMap(\.footnotes).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    hasMean = false
    hasPartialMean = false
  }

  /// The lines of several tables of one column side by side, in the order in which their labels appear.
  private static func joined(_ columns: [[Line]]) -> [Line] {
    let all = columns.flatMap { $0 }
    let labels = all.map(\.label).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return labels.map { label in
      let cells = columns.map { $0.first { $0.label == label }?.cells.first ?? .missing }
      return Line(label: label, mark: all.first { $0.label == label }?.mark ?? "", cells: cells)
    }
  }
}
