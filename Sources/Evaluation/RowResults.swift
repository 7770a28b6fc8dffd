/// The results of one row.
struct RowResults: Sendable {
  var values: MetricValues
  var supplement: RowSupplement
  var curves: RowCurves

  /// The figures in every resample of the test set; nil when none were drawn.
  var resampled: ResampledFigures?
}

extension RowResults {
  /// The means of a row over several seeds, with their spread; curves are those of the first.
  init(meanOf runs: [(seed: UInt64, results: RowResults)]) {
    precondition(!runs.isEmpty, "no run to average")
    self = runs[0].results
    guard runs.count > 1 else { return }
    let named = runs.map { ("seed \($0.seed)", $0.results) }
    let results = Dictionary(uniqueKeysWithValues: named)
    let spread = SeedSpread(runs.map { SeedSpread.Run(seed: $0.seed, figures: $0.results.values) })
    let resampled = runs.compactMap(\.results.resampled)
    values = .mean(over: results.mapValues(\.values))
    self.resampled = resampled.isEmpty ? nil : ResampledFigures(meanOf: resampled)
    let literature = results.compactMapValues(\.supplement.literature)
    supplement = RowSupplement(
      defectTypes: Self.meanByKey(runs.map(\.results.supplement.defectTypes)),
      intervals: self.resampled?.intervals,
      pixelF1Max: Self.mean(runs.map(\.results.supplement.pixelF1Max)),
      literature: literature.isEmpty ? nil : .mean(over: literature), spread: spread)
  }

  /// Notes what the row gains over another one of the same test set.
  mutating func compare(with other: RowResults, named name: String) {
    let resampled = self.resampled.flatMap { mine in
      other.resampled.map { ResampledFigures(mine, over: $0) }
    }
    supplement.gain = RowGain(self, over: other, named: name, intervals: resampled?.intervals)
  }

  private static func mean(_ values: [Double?]) -> Double? {
    let known = values.compactMap { $0 }
    return known.count == values.count ? known.mean : nil
  }

  private static func meanByKey(_ values: [[String: Double]]) -> [String: Double] {
    let keys = Set(values.flatMap(\.keys))
    let means = keys.compactMap { key in mean(values.map { $0[key] }).map { (key, $0) } }
    return Dictionary(uniqueKeysWithValues: means)
  }
}
