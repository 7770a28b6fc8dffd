/// The results of a whole data set: the content of `metrics.json`.
public struct EvaluationReport: Sendable, Codable, Equatable {
  /// The version of the layout.
  public private(set) var format = 1

  /// The results of each category.
  public let categories: [String: CategoryMetrics]

  /// The mean over categories for each row that all categories have.
  public let mean: [String: MetricValues]

  /// Puts categories together.
  public init(categories: [String: CategoryMetrics]) {
    self.categories = categories
    let rows = categories.values.map { Set($0.rows.keys) }
    let common = rows.dropFirst().reduce(rows.first ?? []) { $0.intersection($1) }
    mean = Dictionary(
      uniqueKeysWithValues: common.map { row in
        (row, MetricValues.mean(over: categories.compactMapValues { $0.rows[row] }))
      })
  }
}
