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

  /// Reads and scores a test part, and writes its maps and overlay.
  ///
  /// - Parameters:
  ///   - sample: The part.
  ///   - dataset: The data set.
  ///   - families: The detectors, one family for each seed of the plan.
  ///   - plan: Which rows are compared.
  ///   - outputs: What is written.
  ///   - pool: The threads to use.
  /// - Throws: What reading, scoring or writing throws.
  init(
    _ sample: DatasetSample, in dataset: Dataset, families: [DetectorFamily], plan: EvaluationPlan,
    outputs: TestOutputs, on pool: WorkerPool
  ) throws {
    let start = DispatchTime.now().uptimeNanoseconds
    pair = try dataset.load(sample)
    let answers = try DetectorFamily.score(Capture(sample, pair), by: families, on: pool)
    part = answers[0].part
    seconds = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
    evaluated = EvaluatedSample(
      id: sample.name, truth: Self.truth(of: sample, pair), predictions: plan.predictions(of: answers))
    try outputs.write(part, sample: sample, pair: pair)
    try outputs.write(evaluated, rows: plan.rows(of: families), plan: plan, sample: sample)
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

  /// The folder of the maps of every row, a tree of its own for each: `ROW[/seed-N]/CATEGORY/test/DEFECT/ID.tiff`.
  var rowMaps: String?

  /// Writes the maps of every row of one part, if they are wanted.
  func write(
    _ part: EvaluatedSample, rows: [String], plan: EvaluationPlan, sample: DatasetSample
  ) throws {
    guard let rowMaps else { return }
    for row in rows {
      for seed in plan.seeds {
        guard let prediction = part.predictions[plan.key(of: row, seed: seed)] else { continue }
        let folder = plan.seeds.count > 1 ? "\(row)/seed-\(seed)" : row
        let path = "\(rowMaps)/\(folder)/\(place(of: sample)).tiff"
        try OutputFolder.create(parentOf: path)
        try TIFFFile.writeMap(prediction.map, to: path)
      }
    }
  }

  private func place(of sample: DatasetSample) -> String {
    "\(sample.category)/test/\(sample.defect)/\(sample.id)"
  }

  /// Writes what is wanted of one part: `<folder>/<category>/test/<defect>/<id>.tiff` and `.png`.
  func write(_ part: ScoredPart, sample: DatasetSample, pair: SamplePair) throws {
    let place = place(of: sample)
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
