import Evaluation

extension EvaluationReport {
  /// The figures of finished categories together.
  public init(of records: [CategoryRecord]) {
    let metrics = records.map { ($0.name, $0.metrics) }
    self.init(categories: Dictionary(metrics) { _, newer in newer })
  }
}
