import Datasets
import Detection
import Dispatch
import Evaluation
import ImageFiles
import Reporting
import Tensors

/// One scored test part, as the evaluation takes it.
struct TestResult: Sendable {
  /// Truth and predictions.
  let evaluated: EvaluatedSample

  /// What the detector said.
  let part: ScoredPart

  /// The image, the cloud and the mask.
  let pair: SamplePair

  /// The seconds that reading and scoring took.
  let seconds: Double

  /// Reads and scores a test part, and writes its map and overlay.
  init(
    _ sample: DatasetSample, in dataset: Dataset, detector: Detector, outputs: TestOutputs,
    on pool: WorkerPool
  ) throws {
    let start = DispatchTime.now().uptimeNanoseconds
    pair = try dataset.load(sample)
    part = try detector.score(Capture(sample, pair), on: pool)
    seconds = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
    try outputs.write(part, sample: sample, pair: pair)
    evaluated = EvaluatedSample(
      id: sample.name, truth: Self.truth(of: sample, pair), predictions: Self.predictions(of: part),
      isCounted: part.inspected?.isInspected)
  }

  private static func predictions(of part: ScoredPart) -> [String: EvaluatedSample.Prediction] {
    var predictions: [EvaluationRun.Row: EvaluatedSample.Prediction] = [
      .fused: .init(score: part.frozenScore, map: part.maps.frozen),
      .appearance: .init(score: part.scores.appearance, map: part.maps.appearance),
      .geometry: .init(score: part.scores.geometry, map: part.maps.geometry),
    ]
    if let map = part.maps.adapted, let score = part.adaptedScore {
      predictions[.adapted] = .init(score: score, map: map)
    }
    return Dictionary(uniqueKeysWithValues: predictions.map { ($0.rawValue, $1) })
  }

  private static func truth(of sample: DatasetSample, _ pair: SamplePair) -> GroundTruth {
    guard !sample.isGood else { return .good }
    return .defective(type: sample.defect, mask: pair.defectMask)
  }
}

/// Where the maps and overlays of test parts go.
struct TestOutputs: Sendable {
  /// The folder of anomaly maps, in the tree that MVTec's evaluator reads.
  let maps: String?

  /// The folder of overlays, in the same tree.
  let overlays: String?

  /// Writes what is wanted of one part: `<folder>/<category>/test/<defect>/<id>.tiff` and `.png`.
  func write(_ part: ScoredPart, sample: DatasetSample, pair: SamplePair) throws {
    let place = "\(sample.category)/test/\(sample.defect)/\(sample.id)"
    if let maps {
      let path = "\(maps)/\(place).tiff"
      try OutputFolder.create(parentOf: path)
      try TIFFFile.writeMap(part.maps.fused, to: path)
    }
    if let overlays {
      let path = "\(overlays)/\(place).png"
      try OutputFolder.create(parentOf: path)
      try PNGFile.writeRGB(Overlay.picture(of: part, pair: pair), to: path)
    }
  }
}
