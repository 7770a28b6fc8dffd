/// The figures of a row for several seeds of everything that is drawn in training, and how far they differ.
public struct SeedSpread: Sendable, Codable, Equatable {
  /// The figures of one seed.
  public struct Run: Sendable, Codable, Equatable {
    /// The seed.
    public var seed: UInt64

    /// Its figures.
    public var figures: MetricValues

    /// The figures of a seed.
    public init(seed: UInt64, figures: MetricValues) {
      self.seed = seed
      self.figures = figures
    }
  }

  /// The seeds with their figures, in the order asked for.
  public let seeds: [Run]

  /// The mean over seeds.
  public let mean: MetricValues

  /// The standard deviation over seeds, `n - 1` in the denominator, by the key of the figure.
  public let deviation: [String: Double]

  /// The spread of two runs or more.
  public init(_ runs: [Run]) {
    seeds = runs
    mean = .mean(over: Dictionary(runs.map { ("seed \($0.seed)", $0.figures) }) { first, _ in first })
    let deviations = Metric.allCases.compactMap { metric -> (String, Double)? in
      let values = runs.compactMap { $0.figures[metric] }
      return values.count == runs.count ? (metric.rawValue, values.standardDeviation) : nil
    }
    deviation = Dictionary(uniqueKeysWithValues: deviations)
  }

  /// The mean over categories seed by seed, and its spread; nil when categories have other seeds.
  init?(meanOver categories: [String: SeedSpread]) {
    guard let first = categories.values.first else { return nil }
    let seeds = first.seeds.map(\.seed)
    guard categories.values.allSatisfy({ $0.seeds.map(\.seed) == seeds }) else { return nil }
    self.init(
      seeds.enumerated().map { index, seed in
        Run(seed: seed, figures: .mean(over: categories.mapValues { $0.seeds[index].figures }))
      })
  }
}
