import Evaluation

/// The drawings of one category.
struct CategoryCharts {
  let name: String

  /// The figures of the row that decides.
  let brief: String
  let curves: [CurveChart]
  let histogram: HistogramChart?

  /// What the thresholds are, what they promise, and on what that rests.
  let promise: String

  init(_ record: CategoryRecord, series: [Series]) {
    name = record.name
    let row = record.decision.row
    brief = [Metric.imageAUROC, .auPRO30].map { metric in
      let interval = Figure.text(record.metrics.supplement[row]?.intervals?[metric.rawValue])
      return "\(metric.name) \(Figure.text(record.metrics.rows[row]?[metric]))"
        + (interval.map { " (\($0))" } ?? "")
    }.joined(separator: " · ")
    promise = record.decision.promise
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

extension DecisionRecord {
  /// One or two sentences about the thresholds.
  fileprivate var promise: String {
    guard let threshold else { return "Nothing was calibrated: there is no threshold." }
    let good = parts == 1 ? "1 good part" : "\(parts) good parts"
    let warn = warnThreshold.map { $0 < threshold ? ", warns above \(Figure.short($0))" : "" } ?? ""
    let origin =
      source == "validation" ? "of the validation split" : "that were learned from, each without itself"
    let words =
      "Fails above \(Figure.short(threshold))\(warn), by \(good) \(origin): at most "
      + "\(Figure.percent(falseAlarmRate)) of good parts fail, in the mean over calibrations"
    guard let realisedRate else { return words + "." }
    return words + "; above this very threshold lie between \(Figure.percent(realisedRate.low)) and "
      + "\(Figure.percent(realisedRate.high)) of them (\(Figure.percent(realisedRate.confidence)) confidence)."
  }
}
