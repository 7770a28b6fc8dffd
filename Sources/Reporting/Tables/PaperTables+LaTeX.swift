extension PaperTables {
  /// One table for each figure in LaTeX, one of all figures with their intervals, and the gains; for the package
  /// `booktabs`, to be read with `\input`.
  public var latex: String {
    let sources = SourceTags(published)
    let head = "% Written by assay evaluate. Needs \\usepackage{booktabs} and \\usepackage{graphicx}.\n"
    let figures = tables.filter(\.isShown).map { latex($0, sources) }
    return head
      + (figures + [latex(summary)] + (gains.lines.isEmpty ? [] : [gainTable])).joined(separator: "\n")
  }

  private func latex(_ table: ResultTable, _ sources: SourceTags) -> String {
    let published = table.published.map { line in
      Self.line(
        [Self.escaped(line.label) + sources.mark(of: line.label)] + line.cells.map { Self.escaped($0.text) })
    }
    let own = table.lines.map { line in
      Self.line(
        [Self.escaped(line.label)]
          + line.cells.map { $0.isBest ? "\\textbf{\(Self.escaped($0.text))}" : Self.escaped($0.text) })
    }
    return Self.table(
      key: table.key, caption: "\(table.metric) on \(title). \(caption(of: table, sources))",
      heads: ["Method"] + table.heads, body: published + (published.isEmpty ? [] : ["\\midrule"]) + own)
  }

  private func latex(_ table: MetricsTable) -> String {
    let isMean = table.labelHeads.count == 1
    let body = table.lines.map { line in
      let label = Series.label(of: line.labels.last ?? "")
      return Self.line(
        ([label] + table.figures(of: line, missing: "–", withIntervals: true)).map(Self.escaped))
    }
    return Self.table(
      key: "all",
      caption: Self.sentences(
        ["All figures of \(title)" + (isMean ? ", mean over categories." : ".")] + notes + doubts),
      heads: ["Method"] + table.metrics.map(\.name), body: body)
  }

  private var gainTable: String {
    let body = gains.lines.map { line in
      Self.line(([Series.label(of: line.row), Series.label(of: line.over)] + line.cells).map(Self.escaped))
    }
    return Self.table(
      key: "gains",
      caption: Self.sentences(
        ["Gains over the frozen rows on \(title), in points on the same test parts."] + doubts),
      heads: ["Method", "over"] + gains.metrics.map(\.name), labels: 2, body: body)
  }

  private static func table(
    key: String, caption: String, heads: [String], labels: Int = 1, body: [String]
  ) -> String {
    let columns = String(repeating: "l", count: labels) + String(repeating: "r", count: heads.count - labels)
    return """
      \\begin{table}
      \\centering
      \\caption{\(escaped(caption))}
      \\label{tab:\(key)}
      \\resizebox{\\linewidth}{!}{%
      \\begin{tabular}{\(columns)}
      \\toprule
      \(line(heads.map(escaped)))
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
    let remarks = (omissions.map(\.count) + table.footnotes).map { "\($0)." }
    return Self.sentences(notes + remarks + [differences, shown])
  }

  private static func sentences(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func line(_ cells: [String]) -> String { cells.joined(separator: " & ") + " \\\\" }

  /// Text with the characters that LaTeX acts on made harmless.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\textbackslash{}"
      case "&", "%", "$", "#", "_", "{", "}": "\\\(scalar)"
      // After the end of a line these would begin an option of it.
      case "[", "]", "*": "{\(scalar)}"
      case "<": "\\textless{}"
      case ">": "\\textgreater{}"
      case "|": "\\textbar{}"
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
