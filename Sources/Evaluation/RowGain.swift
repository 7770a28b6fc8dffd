/// What a row gains over the frozen one of the same name, on the same test parts.
public struct RowGain: Sendable, Codable, Equatable {
  /// The row that it is compared with.
  public let over: String

  /// The differences of the figures, by their keys; negative where the row is worse.
  public let figures: [String: Double]

  /// The intervals of the differences, both rows resampled together; nil when none were drawn.
  public let intervals: [String: ConfidenceInterval]?

  /// The standard deviation of the differences over seeds; nil for one seed.
  public let deviation: [String: Double]?

  /// Compares two rows.
  init(
    _ row: RowResults, over other: RowResults, named name: String, intervals: [String: ConfidenceInterval]?
  ) {
    over = name
    figures = Self.difference(row.values, other.values)
    self.intervals = intervals
    deviation = Self.deviation(row.supplement.spread, other.supplement.spread)
  }

  /// The mean over categories that weigh the same; nil without any.
  init?(meanOver categories: [RowGain], spread: SeedSpread?, otherSpread: SeedSpread?) {
    guard let first = categories.first else { return nil }
    over = first.over
    let keys = categories.dropFirst().reduce(Set(first.figures.keys)) { $0.intersection($1.figures.keys) }
    let means = keys.map { key in (key, categories.compactMap { $0.figures[key] }.mean) }
    figures = Dictionary(uniqueKeysWithValues: means)
    let intervals = means.compactMap { key, mean in
      let known = categories.compactMap { $0.intervals?[key] }
      guard known.count == categories.count else { return nil as (String, ConfidenceInterval)? }
      return ConfidenceInterval(ofMean: mean, over: known, in: -1...1).map { (key, $0) }
    }
    self.intervals = intervals.isEmpty ? nil : Dictionary(uniqueKeysWithValues: intervals)
    deviation = Self.deviation(spread, otherSpread)
  }

  private static func difference(_ row: MetricValues, _ other: MetricValues) -> [String: Double] {
    let pairs = Metric.allCases.compactMap { metric -> (String, Double)? in
      guard let mine = row[metric], let theirs = other[metric] else { return nil }
      return (metric.rawValue, mine - theirs)
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  private static func deviation(_ row: SeedSpread?, _ other: SeedSpread?) -> [String: Double]? {
    guard let row, let other, row.seeds.map(\.seed) == other.seeds.map(\.seed) else { return nil }
    let differences = zip(row.seeds, other.seeds).map { difference($0.figures, $1.figures) }
    let keys = differences.dropFirst().reduce(Set(differences[0].keys)) { $0.intersection($1.keys) }
    return Dictionary(
      uniqueKeysWithValues: keys.map { key in
        (key, differences.compactMap { $0[key] }.standardDeviation)
      })
  }
}
