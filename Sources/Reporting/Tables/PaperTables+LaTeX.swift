extension PaperTables {
  /// One table for each figure in LaTeX, for the package `booktabs`, to be read with `\input`.
  public var latex: String {
    let sources = SourceTags(published)
    let head = "% Written by assay evaluate. Needs \\usepackage{booktabs} and \\usepackage{graphicx}.\n"
    return head + tables.filter(\.isShown).map { latex($0, sources) }.joined(separator: "\n")
  }

  private func latex(_ table: ResultTable, _ sources: SourceTags) -> String {
    let columns = String(repeating: "r", count: table.heads.count)
    let published = table.published.map { line in
      Self.line(
        [Self.escaped(line.label) + sources.mark(of: line.label)] + line.cells.map { Self.escaped($0.text) })
    }
    let own = table.lines.map { line in
      Self.line(
        [Self.escaped(line.label)]
          + line.cells.map { $0.isBest ? "\\textbf{\(Self.escaped($0.text))}" : Self.escaped($0.text) })
    }
    let body = published + (published.isEmpty ? [] : ["\\midrule"]) + own
    return """
      \\begin{table}
      \\centering
      \\caption{\(Self.escaped("\(table.metric) on \(title). \(caption(of: table, sources))"))}
      \\label{tab:\(table.key)}
      \\resizebox{\\linewidth}{!}{%
      \\begin{tabular}{l\(columns)}
      \\toprule
      \(Self.line(["Method"] + table.heads.map(Self.escaped)))
      \\midrule
      \(body.joined(separator: "\n"))
      \\bottomrule
      \\end{tabular}}
      \\end{table}

      """
  }

  private func caption(of table: ResultTable, _ sources: SourceTags) -> String {
    let shown = table.hasPublished ? sources.legend(for: table.published.map(\.label)) : ""
    let differences = table.hasPublished ? published?.differences.joined(separator: " ") ?? "" : ""
    return ([notes.joined(separator: " "), differences, shown] + table.footnotes.map { "\($0)." })
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func line(_ cells: [String]) -> String { cells.joined(separator: " & ") + " \\\\" }

  /// Text with the characters that LaTeX acts on made harmless.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\textbackslash{}"
      case "&", "%", "$", "#", "_", "{", "}": "\\\(scalar)"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      case "†": "$^\\dagger$"
      case "±": "$\\pm$"
      case "–": "--"
      case _ where scalar.properties.generalCategory == .control: "?"
      default: String(scalar)
      }
    }.joined()
  }
}

/// Letters that lead from a published method to where its figures were found.
private struct SourceTags {
  private var letters: [String: String] = [:]
  private var texts: [(letter: String, text: String, names: Set<String>)] = []
  private let hasRecalled: Bool

  init(_ published: PublishedNotes?) {
    hasRecalled = published?.hasRecalled ?? false
    for source in published?.sources ?? [] {
      if let known = texts.firstIndex(where: { $0.text == source.place }) {
        texts[known].names.insert(source.name)
      } else {
        let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(texts.count % 26)))
        texts.append((letter, source.place, [source.name]))
      }
      letters[source.name] = texts.first { $0.text == source.place }?.letter
    }
  }

  func mark(of method: String) -> String { letters[method].map { "$^{\($0)}$" } ?? "" }

  func legend(for methods: [String]) -> String {
    let used = texts.filter { !$0.names.isDisjoint(with: methods) }.map { "\($0.letter): \($0.text)" }
    let recalled = hasRecalled ? ["† noted from memory"] : []
    return "Sources: " + (used + recalled).joined(separator: "; ") + "."
  }
}
