import Tensors

/// The figures of one row in every resample of the test set.
struct ResampledFigures: Sendable {
  /// The figure in each resample, by metric; a metric without figures is absent.
  private(set) var values: [Metric: [Double]] = [:]

  /// The intervals of all figures, by their keys in `metrics.json`.
  var intervals: [String: ConfidenceInterval] {
    Dictionary(
      uniqueKeysWithValues: values.compactMap { metric, values in
        ConfidenceInterval(ofResampled: values.filter(\.isFinite)).map { (metric.rawValue, $0) }
      })
  }

  /// The mean of several runs of a row, resample by resample.
  init(meanOf runs: [ResampledFigures]) {
    values = Self.combined(runs) { $0.mean }
  }

  /// What a row gains over another, resample by resample.
  init(_ row: ResampledFigures, over other: ResampledFigures) {
    values = Self.combined([row, other]) { $0[0] - $0[1] }
  }

  private static func combined(
    _ runs: [ResampledFigures], _ combine: ([Double]) -> Double
  ) -> [Metric: [Double]] {
    guard let first = runs.first else { return [:] }
    var combined: [Metric: [Double]] = [:]
    for metric in first.values.keys {
      let columns = runs.compactMap { $0.values[metric] }
      guard columns.count == runs.count else { continue }
      combined[metric] = columns[0].indices.map { index in combine(columns.map { $0[index] }) }
    }
    return combined
  }

  /// Notes a figure of every resample.
  ///
  /// The first value is that of the test set itself, computed in the same way; what it misses of the exact figure is
  /// added to all.
  private mutating func set(_ metric: Metric, _ resampled: [Double], exact: Double?) {
    guard let exact, let own = resampled.first, own.isFinite else { return }
    values[metric] = resampled.dropFirst().map { min(max($0 + exact - own, 0), 1) }
  }
}

extension ResampledFigures {
  /// Resamples the figures of a row.
  ///
  /// - Parameters:
  ///   - scores: What was gathered for the row.
  ///   - draws: Which parts each resample has.
  ///   - exact: The exact figures of the row.
  ///   - pool: The threads to use; the figures do not depend on them.
  init(of scores: RowScores, _ draws: PartDraws, exact: MetricValues, on pool: WorkerPool) {
    let images = Self.imageCurves(of: scores, draws, on: pool) { [$0.areaUnderROC, $0.largestF1] }
    set(.imageAUROC, images.map { $0[0] ?? .nan }, exact: exact[.imageAUROC])
    set(.imageF1Max, images.map { $0[1] ?? .nan }, exact: exact[.imageF1Max])
    guard exact[.pixelAUROC] != nil else { return }
    let metrics = Metric.allCases.filter { $0.integrationLimit != nil }
    let pixels = Self.pixelCurves(of: scores, draws, on: pool) { curve in
      [curve.areaUnderROC] + metrics.map { curve.areaUnderPRO(limit: $0.integrationLimit ?? 1) }
    }
    for (column, metric) in ([.pixelAUROC] + metrics).enumerated() {
      set(metric, pixels.map { $0[column] ?? .nan }, exact: exact[metric])
    }
  }

  private static func imageCurves(
    of scores: RowScores, _ draws: PartDraws, on pool: WorkerPool,
    _ figures: @escaping @Sendable (OperatingCurve) -> [Double?]
  ) -> [[Double?]] {
    let ranks = ImageRanks(scores: scores.partScores, isDefective: draws.parts.map(\.isDefective))
    return pool.map(draws.counts.shape[0]) { figures(ranks.curve(drawn: draws.counts.row($0)[...])) }
  }

  private static func pixelCurves(
    of scores: RowScores, _ draws: PartDraws, on pool: WorkerPool,
    _ figures: @escaping @Sendable (OperatingCurve) -> [Double?]
  ) -> [[Double?]] {
    let bins = PixelBins(of: scores.pixels)
    let (counts, order) = (draws.imageCounts, draws.imageOrder)
    let negatives = counts.multiplied(by: bins.negatives.rows(at: order), on: pool)
    let positives = counts.multiplied(by: bins.positives.rows(at: order), on: pool)
    let overlaps = counts.multiplied(by: bins.overlaps.rows(at: order), on: pool)
    let components = counts.multiplied(by: bins.components.rows(at: order), on: pool)
    return pool.map(counts.shape[0]) { resample in
      figures(
        OperatingCurve(
          negatives: negatives.row(resample), positives: positives.row(resample),
          overlaps: overlaps.row(resample), components: components[resample, 0]))
    }
  }
}

extension OperatingCurve {
  /// A curve from counts between scores, the highest scores first; the sum of shares of defects in place of overlaps.
  fileprivate init(
    negatives: some Sequence<Float>, positives: some Sequence<Float>, overlaps: some Sequence<Float>,
    components: Float
  ) {
    var point = Point(falsePositives: 0, truePositives: 0, overlap: 0)
    var points = [point]
    for ((negative, positive), overlap) in zip(zip(negatives, positives), overlaps) {
      point.falsePositives += Int(negative)
      point.truePositives += Int(positive)
      point.overlap += Double(overlap) / Double(max(components, 1))
      points.append(point)
    }
    self.init(
      points: points, negativeCount: point.falsePositives, positiveCount: point.truePositives,
      componentCount: Int(components))
  }
}
