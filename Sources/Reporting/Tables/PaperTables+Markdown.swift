import Files

extension PaperTables {
  /// All tables in Markdown.
  public var markdown: String {
    let parts =
      ["# \(Self.text(title))", Self.list(notes + doubts + omissions.map(\.sentence))]
      + tables.filter(\.isShown).map(markdown)
      + (gains.lines.isEmpty ? [] : [gainTable])
      + ["## Every row\n\n\(all.markdown.trimmed)"] + (published.map { [notes(on: $0)] } ?? [])
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func markdown(_ table: ResultTable) -> String {
    let heads = ["method"] + table.heads
    let rules = ["---"] + table.heads.map { _ in "---:" }
    let published = table.published.map { [Self.text($0.label)] + $0.cells.map(\.text) }
    let own = table.lines.map { line in
      ["**\(Self.text(line.label))**"] + line.cells.map { $0.isBest ? "**\($0.text)**" : $0.text }
    }
    let lines = ([heads.map(Self.text), rules] + published + own).map(Self.line)
    let notes = table.footnotes.map(Self.text)
    return "## \(table.metric)\n\n\(lines.joined(separator: "\n"))"
      + (notes.isEmpty ? "" : "\n\n\(Self.list(notes))")
  }

  private var gainTable: String {
    let heads = ["row", "over"] + gains.metrics.map(\.name)
    let rules = ["---", "---"] + gains.metrics.map { _ in "---:" }
    let lines = gains.lines.map { [Self.text($0.row), Self.text($0.over)] + $0.cells }
    return "## Gains over the frozen rows, in points, on the same test parts\n\n"
      + ([heads, rules] + lines).map(Self.line).joined(separator: "\n")
  }

  private func notes(on published: PublishedNotes) -> String {
    let sources = published.sources.map { "\(Self.text($0.name)): \(Self.text($0.text))" }
    let recalled = published.hasRecalled ? ["† noted from memory, to be compared with the paper."] : []
    return "## Published figures\n\nHow they differ:\n\n\(Self.list(published.differences + recalled))\n\n"
      + "Where they were found:\n\n\(Self.list(sources))"
  }

  private static func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

  private static func list(_ items: [String]) -> String { items.map { "- \($0)" }.joined(separator: "\n") }

  /// Names come from folders, which may hold anything.
  private static func text(_ text: String) -> String {
    MetricsTable.markdownEscaped(DisplayPath(text, limit: 1000).description)
  }
}

extension String {
  /// The text without line breaks at its end.
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}

extension PaperTables.Omission {
  /// Which parts, and why.
  fileprivate var sentence: String { "\(count): \(reasons.joined(separator: "; "))" }
}

extension ResultTable {
  /// Whether there is a figure in it.
  var isShown: Bool { lines.contains { $0.cells.contains { $0.text != Figure.text(nil) } } }
}
