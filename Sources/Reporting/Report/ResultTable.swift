import Evaluation

/// One metric in the layout of papers: methods down, categories across, the mean at the end.
struct ResultTable: Sendable {
  /// A cell of the table.
  struct Cell: Sendable {
    let text: String
    let isBest: Bool

    /// How sure the figure is; of a mean, or of a single category.
    var interval: String?

    /// A cell without a figure.
    static let missing = Cell(text: Figure.text(nil as Double?), isBest: false)
  }

  /// A line of the table.
  struct Line: Sendable {
    let label: String
    let mark: String
    let cells: [Cell]
  }

  /// Why a table has no mean or a cell no figure.
  let footnotes: [String]
  let metric: String
  let key: String
  let heads: [String]
  let lines: [Line]
  let published: [Line]
  let hasPublished: Bool

  /// Whether the last column is the mean over categories.
  let hasMean: Bool

  /// Whether the mean is over other categories than the published ones.
  let hasPartialMean: Bool

  /// The table of one metric.
  init(
    _ metric: Metric, of records: [CategoryRecord], rows: [Series], published: PublishedFigures.Dataset?
  ) {
    let categories = records.map(\.name)
    let report = EvaluationReport(of: records)
    let mean = report.mean
    let showsMean = categories.count > 1
    let columns = rows.map { series in
      records.map { $0.metrics.rows[series.row]?[metric] } + (showsMean ? [mean[series.row]?[metric]] : [])
    }
    let width = categories.count + (showsMean ? 1 : 0)
    let best = (0..<width).map { column in columns.compactMap { $0[column] }.max() }
    self.metric = metric.name
    key = metric.rawValue
    hasMean = showsMean
    heads = categories + (showsMean ? ["mean"] : [])
    lines = zip(rows, columns).map { series, values in
      var cells = zip(values, best).map { value, best in
        Cell(text: Figure.text(value), isBest: value != nil && value == best)
      }
      cells[width - 1].interval = Figure.text(report.summaryInterval(of: series.row, metric))
      return Line(label: series.label, mark: series.mark, cells: cells)
    }
    self.published = Self.published(metric, published, categories: categories, showsMean: showsMean)
    hasPublished = !self.published.isEmpty
    footnotes = Self.footnotes(metric, records)
    hasPartialMean = hasPublished && showsMean && Set(categories) != Set(published?.categories ?? [])
  }

  /// The methods that print something for these categories; a mean only beside a mean over the same ones.
  private static func published(
    _ metric: Metric, _ dataset: PublishedFigures.Dataset?, categories: [String], showsMean: Bool
  ) -> [Line] {
    guard let dataset else { return [] }
    let isWhole = Set(categories) == Set(dataset.categories)
    return dataset.methods.compactMap { method in
      guard let figure = method[metric] else { return nil }
      let mean = isWhole ? figure.mean : nil
      let values = categories.map { figure.categories?[$0] } + (showsMean ? [mean] : [])
      guard values.contains(where: { $0 != nil }) else { return nil }
      let mark = figure.recalled == true ? "†" : ""
      return Line(
        label: method.name, mark: "published",
        cells: values.map { Cell(text: Figure.text($0) + ($0 == nil ? "" : mark), isBest: false) })
    }
  }

  private static func footnotes(_ metric: Metric, _ records: [CategoryRecord]) -> [String] {
    records.flatMap { record in
      let reasons = Set(record.metrics.rows.values.compactMap { $0.undefined[metric] })
      return reasons.sorted().map { "\(record.name): \($0)" }
    }
  }
}

/// What must be known to compare with published figures.
struct PublishedNotes: Sendable {
  /// Where the figures of a method come from.
  struct Source: Sendable {
    let name: String
    let text: String

    /// Where the figures were found, as several methods may share it.
    let place: String
  }

  let differences: [String]
  let sources: [Source]
  let hasRecalled: Bool

  init(_ dataset: PublishedFigures.Dataset) {
    differences = dataset.differences
    sources = dataset.methods.map { method in
      let note = method.note.map { " \($0)" } ?? ""
      return Source(
        name: method.name, text: "\(method.venue). Figures: \(method.source).\(note)",
        place: method.source)
    }
    hasRecalled = dataset.methods.contains { $0.figures.values.contains { $0.recalled == true } }
  }
}
