import Tensors

/// Gathers the test samples of one category one by one and gives its metrics.
///
/// Maps are not kept: of each pixel only its score is, in 1 to 2 bytes for a defect-free and 8 for a defective
/// one, for each row. The result depends neither on the order of samples nor on the number of threads.
public struct CategoryEvaluation: Sendable {
  /// The names of the rows of the results table, such as `fused/frozen`.
  public let rows: [String]

  private var scores: [RowScores]
  private var samplesWithoutMask = 0
  private let options: EvaluationOptions

  /// An evaluation without samples.
  ///
  /// - Parameters:
  ///   - rows: The names of the rows; every sample must bring a prediction for each.
  ///   - options: What is reported beside the exact figures.
  public init(rows: [String], options: EvaluationOptions = EvaluationOptions()) {
    self.rows = rows
    self.options = options
    let empty = RowScores(literaturePixels: options.includesLiteratureProtocol ? PixelScores() : nil)
    scores = rows.map { _ in empty }
  }

  /// Adds one sample; on an error nothing of it is added.
  ///
  /// - Throws: `EvaluationError` when a score is not finite or the mask has another size than a map.
  public mutating func add(_ sample: EvaluatedSample, on pool: WorkerPool) throws(EvaluationError) {
    let predictions = rows.compactMap { sample.predictions[$0] }
    precondition(
      predictions.count == rows.count,
      "\(sample.id) has rows \(sample.predictions.keys.sorted()), the evaluation \(rows)")
    for (row, prediction) in zip(rows, predictions) { try check(prediction, row: row, of: sample) }
    if sample.truth.isWithoutMask {
      samplesWithoutMask += 1
    } else {
      let truth = TruthPixels(of: sample, includesSmall: options.includesLiteratureProtocol)
      let prepared = pool.map(rows.count) { truth.prepared(predictions[$0].map) }
      for row in rows.indices { scores[row].append(prepared[row]) }
    }
    for row in rows.indices { scores[row].append(predictions[row].score, of: sample.truth) }
  }

  /// The metrics of all samples so far.
  ///
  /// Takes for each row, one or several at a time, a multiple of the defective pixels in memory.
  public func metrics(on pool: WorkerPool) -> CategoryMetrics { results(on: pool).metrics }

  /// The metrics of all samples so far, with the curves to draw; see `metrics(on:)`.
  public func results(on pool: WorkerPool) -> CategoryResults {
    let (scores, options) = (scores, options)
    let results = Dictionary(
      uniqueKeysWithValues: zip(rows, pool.map(rows.count) { scores[$0].results(options) }))
    let metrics = CategoryMetrics(
      rows: results.mapValues(\.values), samples: sampleCounts(),
      supplement: results.mapValues(\.supplement))
    return CategoryResults(metrics: metrics, curves: results.mapValues(\.curves))
  }

  /// The bytes that the pixel scores occupy at present.
  public var byteCount: Int {
    scores.reduce(0) { $0 + $1.pixels.byteCount + ($1.literaturePixels?.byteCount ?? 0) }
  }

  private func sampleCounts() -> SampleCounts {
    let defective = scores.first?.defective.mapValues(\.count) ?? [:]
    return SampleCounts(
      good: scores.first?.good.count ?? 0, defective: defective, withoutMask: samplesWithoutMask)
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

/// The defects of one sample and the pixels that count, found once for all rows.
private struct TruthPixels: Sendable {
  private let components: ConnectedComponents?
  private let smallComponents: ConnectedComponents?
  private let includesSmall: Bool
  private let isCounted: [Bool]?
  private let isSmallCounted: [Bool]?

  init(of sample: EvaluatedSample, includesSmall: Bool) {
    self.includesSmall = includesSmall
    isCounted = sample.isCounted
    let size = sample.predictions.values.first?.map.shape ?? [0, 0]
    isSmallCounted =
      includesSmall
      ? sample.isCounted.map {
        LiteratureProtocol.resized(DefectMask(height: size[0], width: size[1], isDefect: $0)).isDefect
      } : nil
    guard case .defective(_, let mask?) = sample.truth else {
      (components, smallComponents) = (nil, nil)
      return
    }
    let counted = mask.counted(isCounted)
    components = ConnectedComponents(of: counted)
    smallComponents = includesSmall ? ConnectedComponents(of: LiteratureProtocol.resized(counted)) : nil
  }

  func prepared(_ map: Tensor) -> PreparedPixels {
    PreparedPixels(
      pixels: PixelScores(map: map, components: components, isCounted: isCounted),
      literaturePixels: includesSmall
        ? PixelScores(
          map: LiteratureProtocol.resized(map), components: smallComponents, isCounted: isSmallCounted) : nil)
  }
}

extension DefectMask {
  /// The defects as far as their pixels count.
  fileprivate func counted(_ isCounted: [Bool]?) -> DefectMask {
    guard let isCounted else { return self }
    return DefectMask(height: height, width: width, isDefect: zip(isDefect, isCounted).map { $0 && $1 })
  }
}

extension GroundTruth {
  fileprivate var isWithoutMask: Bool {
    if case .defective(_, nil) = self { true } else { false }
  }
}
