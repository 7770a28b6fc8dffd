import Evaluation

/// Figures in rows and columns, to be shown on a terminal, in Markdown or as CSV.
public struct MetricsTable: Sendable, Equatable {
  /// One line of the table.
  public struct Line: Sendable, Equatable {
    /// What the line is about, one text for each label column.
    public var labels: [String]

    /// Its figures.
    public var values: MetricValues

    /// Whether the line sums up those above it.
    public var isSummary: Bool

    /// How sure the figures are.
    public var doubt: Doubt

    /// A line of figures.
    public init(labels: [String], values: MetricValues, isSummary: Bool = false, doubt: Doubt = Doubt()) {
      self.labels = labels
      self.values = values
      self.isSummary = isSummary
      self.doubt = doubt
    }
  }

  /// How sure the figures of a line are, by their keys.
  public struct Doubt: Sendable, Equatable {
    /// Intervals from resampled test parts.
    public var intervals: [String: ConfidenceInterval]

    /// Standard deviations over seeds.
    public var deviations: [String: Double]

    /// Intervals and deviations, where there are any.
    public init(intervals: [String: ConfidenceInterval]? = nil, spread: SeedSpread? = nil) {
      self.intervals = intervals ?? [:]
      deviations = spread?.deviation ?? [:]
    }
  }

  /// The order in which papers and these tables name the figures.
  public static let usualMetrics: [Metric] = [
    .imageAUROC, .pixelAUROC, .auPRO30, .auPRO10, .auPRO05, .auPRO01, .imageF1Max,
  ]

  /// The heads of the label columns.
  public var labelHeads: [String]

  /// The figures shown, one column each.
  public var metrics: [Metric]

  /// The lines from top to bottom.
  public var lines: [Line]

  /// A table of given lines.
  public init(labelHeads: [String], metrics: [Metric] = usualMetrics, lines: [Line]) {
    precondition(
      lines.allSatisfy { $0.labels.count == labelHeads.count }, "lines without \(labelHeads.count) labels")
    self.labelHeads = labelHeads
    self.metrics = metrics
    self.lines = lines
  }
}

extension MetricsTable {
  /// The row that decides in each category, and their mean.
  public init(decisionsOf records: [CategoryRecord]) {
    let report = EvaluationReport(decisionsOf: records)
    let lines = records.sorted { $0.name < $1.name }.compactMap { record in
      report.categories[record.name]?.rows[EvaluationReport.decision].map {
        Line(
          labels: [record.name, record.decision.row], values: $0,
          doubt: report.doubt(of: EvaluationReport.decision, in: record.name))
      }
    }
    let mean = report.mean[EvaluationReport.decision].map {
      Line(
        labels: ["mean", ""], values: $0, isSummary: true,
        doubt: report.doubt(ofMean: EvaluationReport.decision))
    }
    self.init(
      labelHeads: ["category", "row"], lines: lines + (lines.count > 1 ? [mean].compactMap { $0 } : []))
  }

  /// The mean over categories of every row: the ablation.
  public init(meansOf report: EvaluationReport) {
    let lines = Self.ordered(report.mean.keys).compactMap { row in
      report.mean[row].map { Line(labels: [row], values: $0, doubt: report.doubt(ofMean: row)) }
    }
    self.init(labelHeads: ["mean of"], lines: lines)
  }

  /// Every row of every category, and the means over several.
  public init(allOf report: EvaluationReport) {
    let lines = report.categories.keys.sorted().flatMap { category in
      let rows = report.categories[category]?.rows ?? [:]
      return Self.ordered(rows.keys).compactMap { row in
        rows[row].map {
          Line(labels: [category, row], values: $0, doubt: report.doubt(of: row, in: category))
        }
      }
    }
    let means = Self.ordered(report.mean.keys).compactMap { row in
      report.mean[row].map {
        Line(labels: ["mean", row], values: $0, isSummary: true, doubt: report.doubt(ofMean: row))
      }
    }
    self.init(
      labelHeads: ["category", "row"], lines: lines + (report.categories.count > 1 ? means : []))
  }

  /// Names of rows with the fused ones first, then appearance, geometry and others.
  static func ordered(_ rows: some Sequence<String>) -> [String] {
    let branches = ["fused", "appearance", "geometry"]
    let rank = { (row: String) in
      branches.firstIndex { row.split(separator: "/").first.map(String.init) == $0 } ?? branches.count
    }
    return rows.sorted { (rank($0), $0) < (rank($1), $1) }
  }
}

extension EvaluationReport {
  fileprivate func doubt(of row: String, in category: String) -> MetricsTable.Doubt {
    let supplement = categories[category]?.supplement[row]
    return MetricsTable.Doubt(intervals: supplement?.intervals, spread: supplement?.spread)
  }

  fileprivate func doubt(ofMean row: String) -> MetricsTable.Doubt {
    MetricsTable.Doubt(intervals: meanSupplement[row]?.intervals, spread: meanSupplement[row]?.spread)
  }
}
