/// The results of a whole data set: the content of `metrics.json`.
public struct EvaluationReport: Sendable, Codable, Equatable {
  /// The version of the layout.
  public private(set) var format = 1

  /// The results of each category.
  public let categories: [String: CategoryMetrics]

  /// The mean over categories for each row that all categories have.
  public let mean: [String: MetricValues]

  /// More about each mean.
  public let meanSupplement: [String: MeanSupplement]

  /// Puts categories together.
  public init(categories: [String: CategoryMetrics]) {
    self.categories = categories
    let rows = categories.values.map { Set($0.rows.keys) }
    let common = rows.dropFirst().reduce(rows.first ?? []) { $0.intersection($1) }
    let mean = Dictionary(
      uniqueKeysWithValues: common.map { row in
        (row, MetricValues.mean(over: categories.compactMapValues { $0.rows[row] }))
      })
    self.mean = mean
    let names = categories.keys.sorted()  // sums in one order
    var supplement: [String: MeanSupplement] = [:]
    for (row, values) in mean {
      let parts = categories.compactMapValues { $0.supplement[row] }
      supplement[row] = MeanSupplement(
        intervals: Self.intervals(of: values, over: names.compactMap { parts[$0] }),
        spread: Self.spread(of: parts))
    }
    for row in mean.keys {
      let parts = names.compactMap { categories[$0]?.supplement[row]?.gain }
      guard parts.count == categories.count, let first = parts.first else { continue }
      let spreads = (supplement[row]?.spread, supplement[first.over]?.spread)
      supplement[row]?.gain = RowGain(meanOver: parts, spread: spreads.0, otherSpread: spreads.1)
    }
    meanSupplement = supplement
  }

  private static func intervals(
    of mean: MetricValues, over parts: [RowSupplement]
  ) -> [String: ConfidenceInterval]? {
    let intervals = mean.values.compactMap { metric, value -> (String, ConfidenceInterval)? in
      let known = parts.compactMap { $0.intervals?[metric.rawValue] }
      guard !known.isEmpty, known.count == parts.count else { return nil }
      return ConfidenceInterval(ofMean: value, over: known, in: 0...1).map { (metric.rawValue, $0) }
    }
    return intervals.isEmpty ? nil : Dictionary(uniqueKeysWithValues: intervals)
  }

  private static func spread(of parts: [String: RowSupplement]) -> SeedSpread? {
    let spreads = parts.compactMapValues(\.spread)
    return spreads.isEmpty || spreads.count < parts.count ? nil : SeedSpread(meanOver: spreads)
  }

  private enum CodingKeys: String, CodingKey {
    case format
    case categories
    case mean
    case meanSupplement = "mean_supplement"
  }
}
