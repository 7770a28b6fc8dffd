import Tensors

/// Gathers the test samples of one category one by one and gives its metrics.
///
/// Maps are not kept: of each pixel only its score is, in 1 to 2 bytes for a defect-free and 8 for a defective
/// one, for each row. The result depends neither on the order of samples nor on the number of threads.
public struct CategoryEvaluation: Sendable {
  /// The names of the rows of the results table, such as `fused/frozen`.
  public let rows: [String]

  /// The names of the predictions: the rows, or each row with each seed.
  private let keys: [String]

  /// The seeds of the runs that each row is the mean of; one run when empty.
  public let seeds: [UInt64]

  private var scores: [RowScores]
  private var parts: [TestPart] = []
  private let options: EvaluationOptions

  /// An evaluation without samples.
  ///
  /// - Parameters:
  ///   - rows: The names of the rows; every sample must bring a prediction for each.
  ///   - seeds: Several seeds when each row is the mean of as many runs; every sample must then bring a prediction
  ///     for each row and seed, under the name that `key(of:seed:)` gives.
  ///   - options: What is reported beside the exact figures.
  public init(
    rows: [String], seeds: [UInt64] = [], options: EvaluationOptions = EvaluationOptions()
  ) {
    self.rows = rows
    self.seeds = seeds
    self.options = options
    keys = seeds.count < 2 ? rows : rows.flatMap { row in seeds.map { Self.key(of: row, seed: $0) } }
    let empty = RowScores(literaturePixels: options.includesLiteratureProtocol ? PixelScores() : nil)
    scores = keys.map { _ in empty }
  }

  /// The name of the predictions of one seed for a row that is the mean of several.
  public static func key(of row: String, seed: UInt64) -> String { "\(row)#\(seed)" }

  /// Adds one sample; on an error nothing of it is added.
  ///
  /// - Throws: `EvaluationError` when a score is not finite or the mask has another size than a map.
  public mutating func add(_ sample: EvaluatedSample, on pool: WorkerPool) throws(EvaluationError) {
    let predictions = keys.compactMap { sample.predictions[$0] }
    precondition(
      predictions.count == keys.count,
      "\(sample.id) has rows \(sample.predictions.keys.sorted()), the evaluation \(keys)")
    for (row, prediction) in zip(keys, predictions) { try check(prediction, row: row, of: sample) }
    if !sample.truth.isWithoutMask {
      let truth = TruthPixels(of: sample.truth, includesSmall: options.includesLiteratureProtocol)
      let prepared = pool.map(keys.count) { truth.prepared(predictions[$0].map) }
      for row in keys.indices { scores[row].append(prepared[row]) }
    }
    for row in keys.indices { scores[row].append(predictions[row].score, of: sample.truth) }
    parts.append(
      TestPart(
        id: sample.id, isDefective: sample.truth != .good, hasPixels: !sample.truth.isWithoutMask))
  }

  /// The metrics of all samples so far.
  ///
  /// Takes for each row, one or several at a time, a multiple of the defective pixels in memory.
  public func metrics(on pool: WorkerPool) -> CategoryMetrics { results(on: pool).metrics }

  /// The metrics of all samples so far, with the curves to draw; see `metrics(on:)`.
  public func results(on pool: WorkerPool) -> CategoryResults {
    let (scores, options, draws) = (scores, options, draws())
    let runs = pool.map(keys.count) { scores[$0].results(options, draws, on: pool) }
    var results = Dictionary(
      uniqueKeysWithValues: rows.enumerated().map { index, row in (row, combined(runs, row: index)) })
    for row in rows {
      guard let reference = Self.reference(of: row), let other = results[reference] else { continue }
      results[row]?.compare(with: other, named: reference)
    }
    let metrics = CategoryMetrics(
      rows: results.mapValues(\.values), samples: sampleCounts(),
      supplement: results.mapValues(\.supplement))
    return CategoryResults(metrics: metrics, curves: results.mapValues(\.curves))
  }

  /// The results of a row: those of its run, or the mean of its runs.
  private func combined(_ runs: [RowResults], row: Int) -> RowResults {
    guard seeds.count > 1 else { return runs[row] }
    let own = runs[row * seeds.count..<(row + 1) * seeds.count]
    return RowResults(meanOf: zip(seeds, own).map { (seed: $0, results: $1) })
  }

  /// The frozen row that a row such as `fused/adapted` is compared with.
  private static func reference(of row: String) -> String? {
    guard let branch = row.split(separator: "/").first, row.contains("/") else { return nil }
    let reference = "\(branch)/frozen"
    return reference == row ? nil : reference
  }

  private func draws() -> PartDraws? {
    guard options.bootstrapResamples > 0, !parts.isEmpty else { return nil }
    return PartDraws(
      of: parts, resamples: options.bootstrapResamples,
      stream: RandomStream(seed: options.seed).stream("bootstrap"))
  }

  /// The bytes that the pixel scores occupy at present.
  public var byteCount: Int {
    scores.reduce(0) { $0 + $1.pixels.byteCount + ($1.literaturePixels?.byteCount ?? 0) }
  }

  private func sampleCounts() -> SampleCounts {
    let defective = scores.first?.defective.mapValues(\.count) ?? [:]
    return SampleCounts(
      good: scores.first?.good.count ?? 0, defective: defective,
      withoutMask: parts.count { !$0.hasPixels })
  }

  private func check(
    _ prediction: EvaluatedSample.Prediction, row: String, of sample: EvaluatedSample
  ) throws(EvaluationError) {
    precondition(prediction.map.shape.count == 2, "a map of shape \(prediction.map.shape)")
    let bad = prediction.map.elements.reduce(prediction.score.isFinite ? 0 : 1) { $0 + ($1.isFinite ? 0 : 1) }
    guard bad == 0 else { throw .notFinite(id: sample.id, row: row, count: bad) }
    guard case .defective(_, let mask?) = sample.truth else { return }
    let expected = [mask.height, mask.width]
    guard prediction.map.shape == expected else {
      throw .sizeMismatch(id: sample.id, map: prediction.map.shape, mask: expected)
    }
  }
}

/// The defects of one sample, found once for all rows.
private struct TruthPixels: Sendable {
  private let components: ConnectedComponents?
  private let smallComponents: ConnectedComponents?
  private let includesSmall: Bool

  init(of truth: GroundTruth, includesSmall: Bool) {
    self.includesSmall = includesSmall
    guard case .defective(_, let mask?) = truth else {
      (components, smallComponents) = (nil, nil)
      return
    }
    components = ConnectedComponents(of: mask)
    smallComponents = includesSmall ? ConnectedComponents(of: LiteratureProtocol.resized(mask)) : nil
  }

  func prepared(_ map: Tensor) -> PreparedPixels {
    PreparedPixels(
      pixels: PixelScores(map: map, components: components),
      literaturePixels: includesSmall
        ? PixelScores(map: LiteratureProtocol.resized(map), components: smallComponents) : nil)
  }
}

extension GroundTruth {
  fileprivate var isWithoutMask: Bool {
    if case .defective(_, nil) = self { true } else { false }
  }
}
