import Evaluation

/// The drawings of one category.
struct CategoryCharts {
  let name: String

  /// The figures of the row that decides.
  let brief: String
  let curves: [CurveChart]
  let histogram: HistogramChart?

  init(_ record: CategoryRecord, series: [Series]) {
    name = record.name
    brief = [Metric.imageAUROC, .auPRO30].map { metric in
      "\(metric.name) \(Figure.text(record.metrics.rows[record.decision.row]?[metric]))"
    }.joined(separator: " · ")
    curves = [
      CurveChart(
        title: "ROC of images", category: record.name, vertical: "true-positive rate", limit: 1,
        metric: .imageROC, record, series),
      CurveChart(
        title: "PRO of pixels", category: record.name, vertical: "per-region overlap", limit: 0.3,
        metric: .overlap, record, series),
    ].compactMap { $0 }
    histogram = HistogramChart(record)
  }
}
