import Evaluation

extension EvaluationReport {
  /// The figures of finished categories together.
  public init(of records: [CategoryRecord]) {
    let metrics = records.map { ($0.name, $0.metrics) }
    self.init(categories: Dictionary(metrics) { _, newer in newer })
  }

  /// The row of a report of decisions.
  static let decision = "decision"

  /// The interval of a mean over categories, or of the only category.
  func summaryInterval(of row: String, _ metric: Metric) -> ConfidenceInterval? {
    let only = categories.count == 1 ? categories.values.first : nil
    return (only.map { $0.supplement[row]?.intervals } ?? meanSupplement[row]?.intervals)?[metric.rawValue]
  }

  /// The figures of the row that decides in each category, as the row `decision`; their mean is what the detectors reach.
  init(decisionsOf records: [CategoryRecord]) {
    let metrics = records.map { record in
      let row = record.decision.row
      let deciding = CategoryMetrics(
        rows: [Self.decision: record.metrics.rows[row] ?? MetricValues()], samples: record.metrics.samples,
        supplement: record.metrics.supplement[row].map { [Self.decision: $0] } ?? [:])
      return (record.name, deciding)
    }
    self.init(categories: Dictionary(metrics) { _, newer in newer })
  }
}
