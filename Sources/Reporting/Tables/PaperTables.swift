import Evaluation
import Files

/// The tables of a run in the layout of papers: methods down, categories across, published figures above those of the
/// run, and notes on what must be known to compare.
public struct PaperTables: Sendable {
  /// The data set.
  let title: String

  /// One table for each figure that papers print.
  let tables: [ResultTable]

  /// Every row of every category with all figures.
  let all: MetricsTable

  /// The gains over the frozen rows, mean over categories; without lines when no row has one.
  let gains: GainTable

  /// Every row with all figures: the mean over categories, or the only category.
  let summary: MetricsTable

  /// What must be known about the figures of this run.
  let notes: [String]

  /// What must be known where deviations and intervals are printed.
  let doubts: [String]

  /// Which test parts were left out, a category each, with the reasons.
  let omissions: [Omission]

  /// The test parts of a category that no figure counts.
  struct Omission: Sendable {
    /// How many of which category.
    let count: String

    /// Why, a sentence for each part.
    let reasons: [String]
  }

  /// What must be known about the published figures; nil when there are none.
  let published: PublishedNotes?

  /// What papers print, in their order.
  static let metrics: [Metric] = [.imageAUROC, .pixelAUROC, .auPRO30, .auPRO01]

  /// The tables of finished categories.
  public init(_ records: [CategoryRecord], _ facts: RunFacts) {
    let dataset = PublishedFigures.of(facts.dataset)
    let series = Series.all(in: records)
    let report = EvaluationReport(of: records)
    title = facts.dataset ?? facts.data
    tables = Self.metrics.map { ResultTable($0, of: records, rows: series, published: dataset) }
    all = MetricsTable(allOf: report)
    gains = GainTable(report)
    summary = records.count > 1 ? MetricsTable(meansOf: report) : all
    notes = Self.notes(facts)
    doubts = Self.doubts(facts)
    omissions = records.filter { !$0.omissions.isEmpty }.map(Omission.init)
    published = dataset.map(PublishedNotes.init)
  }

  private static func notes(_ facts: RunFacts) -> [String] {
    let exact = "Figures are exact, at the original size and over all distinct thresholds."
    guard let limit = facts.sampleLimit else { return [exact] + means(facts) }
    let seed = facts.seeds?.first.map { " with seed \($0)" } ?? ""
    return [exact] + means(facts) + [
      "Few-shot: learned from at most \(limit) good parts of each category, drawn\(seed)."
    ]
  }

  private static func means(_ facts: RunFacts) -> [String] {
    guard let seeds = facts.seeds, seeds.count > 1 else { return [] }
    let list = seeds.map { "\($0)" }.joined(separator: ", ")
    return ["Means over \(seeds.count) seeds of training (\(list))."]
  }

  private static func doubts(_ facts: RunFacts) -> [String] {
    let intervals = "Brackets are 95 % bootstrap intervals over test parts."
    return (facts.seeds?.count ?? 0) > 1
      ? [intervals, "After ± the standard deviation over seeds."] : [intervals]
  }
}

extension PaperTables.Omission {
  fileprivate init(_ record: CategoryRecord) {
    let parts = record.omissions.count == 1 ? "1 test part" : "\(record.omissions.count) test parts"
    count = "\(DisplayPath(record.name)): \(parts) left out, counted by no figure"
    reasons = record.omissions.map { DisplayPath($0, limit: 1000).description }
  }
}
