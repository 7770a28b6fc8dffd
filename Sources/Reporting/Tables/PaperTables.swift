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

  /// What must be known about the figures of this run.
  let notes: [String]

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
    notes = Self.notes(records, facts)
    published = dataset.map(PublishedNotes.init)
  }

  private static func notes(_ records: [CategoryRecord], _ facts: RunFacts) -> [String] {
    var notes = [
      "Figures are exact, at the original size and over all distinct thresholds. Brackets are 95 % bootstrap "
        + "intervals over test parts."
    ]
    if let seeds = facts.seeds, seeds.count > 1 {
      let list = seeds.map { "\($0)" }.joined(separator: ", ")
      notes.append("Means over \(seeds.count) seeds of training (\(list)); after ± the standard deviation.")
    }
    if let limit = facts.sampleLimit {
      let seed = facts.seeds?.first.map { " with seed \($0)" } ?? ""
      notes.append("Few-shot: learned from at most \(limit) good parts of each category, drawn\(seed).")
    }
    return notes
      + records.filter { !$0.omissions.isEmpty }.map { record in
        let reasons = record.omissions.map { "\(DisplayPath($0))" }.joined(separator: "; ")
        return
          "\(DisplayPath(record.name)): \(record.omissions.count) test parts left out, no figure counts them: "
          + reasons
      }
  }
}
