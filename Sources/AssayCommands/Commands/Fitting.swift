import Datasets
import Detection
import Files
import Foundation
import MemoryBank
import Tensors

/// Fits one category of a data set and writes its bundle; `fit`, `evaluate --fit` and `demo` share it.
struct Fitting {
  /// The settings of the detector, and its networks.
  let setup: DetectorSetup

  /// The masks of all parts; when none, those that lie beside the parts of a category.
  var masks = InspectionMasks.none

  /// The false-alarm rate to promise.
  let rate: FalseAlarmRate

  /// The good parts to learn from at most; nil for all.
  var sampleLimit: Int?

  /// Where words go.
  let console: Console

  /// The threads to use.
  let pool: WorkerPool

  /// Learns a category and writes the bundle.
  func fit(_ category: DatasetCategory, of dataset: Dataset, writingTo path: String) throws -> ModelBundle {
    let training = trainingParts(of: category)
    let validation = category.goodSamples(in: .validation)
    try announce(category.name, training: training.count, validation: validation.count)
    let detector = try Detector.fit(
      configuration(for: category), networks: setup.networks, training: CaptureSource(training, in: dataset),
      validation: CaptureSource(validation, in: dataset), rate: rate, on: pool,
      progress: progress(of: category.name))
    return try write(detector, category.name, parts: training.count, to: path)
  }

  /// The good parts to learn from.
  func trainingParts(of category: DatasetCategory) -> [DatasetSample] {
    category.trainingParts(limit: sampleLimit, seed: setup.configuration.seed)
  }

  /// Shows how far something is, under a name.
  func progress(of name: String) -> FitProgress {
    FitProgress { [console] stage, done, total in
      console.progress("\(name): \(stage.rawValue)", done: done, of: total)
    }
  }

  /// Writes the bundle of a detector.
  @discardableResult
  func write(_ detector: Detector, _ category: String, parts: Int, to path: String) throws -> ModelBundle {
    let bundle = ModelBundle(
      detector: detector, training: TrainingFacts(category: category, parts: parts))
    try OutputFolder.create(parentOf: path)
    try bundle.write(to: path)
    explain(detector.calibration, of: category)
    return bundle
  }

  /// The settings with the inspected pixels of a category.
  func configuration(for category: DatasetCategory) throws -> DetectorConfiguration {
    let masks = masks == .none ? category.masks : masks
    var configuration = setup.configuration
    guard let mask = try PixelMask(reading: masks) else { return configuration }
    let percent = (mask.share * 1000).rounded() / 10
    console.note(
      "\(category.name): \(percent) % of the frame is inspected, as \(Self.names(masks)) \(masks.files.count == 1 ? "says" : "say")"
    )
    configuration.preprocessing.inspected = mask
    return configuration
  }

  private static func names(_ masks: InspectionMasks) -> String {
    masks.files.map { DisplayPath($0).description }.joined(separator: " and ")
  }

  /// Says what was fitted, in one or two sentences.
  func summarise(_ bundle: ModelBundle) {
    let calibration = bundle.detector.calibration
    console.note(
      "\(bundle.training.category): \(bundle.detector.bank.count) rows from \(bundle.training.parts) good parts;"
        + " \(calibration.summary)")
  }

  /// Says whether scores use the adaptors, and why.
  func explain(_ calibration: Calibration, of category: String) {
    if let decision = calibration.fusion.adapted?.decision {
      console.note("\(category): \(decision.description)")
    } else if setup.configuration.adaptation != nil {
      console.note("\(category): \(Self.reasonForFrozenScores(calibration.source))")
    }
  }

  private static func reasonForFrozenScores(_ source: Calibration.Source) -> String {
    switch source {
    case .validation:
      "frozen scores: there was no geometry to adapt to, or features fell together in training"
    case .crossFit: "frozen scores: without validation parts nothing can tell whether adaptors help"
    }
  }

  /// What the work will take at most, before it starts.
  func announce(_ name: String, training: Int, validation: Int) throws {
    console.note("\(name): \(training) training parts, \(validation) for validation")
    guard training > 0 else { return }
    let estimate = try FitEstimate(
      setup.configuration, networks: setup.networks, parts: training, validation: validation,
      threads: pool.threadCount)
    console.note(
      "\(name): at most \(estimate.bytes / 1_000_000) MB and \(Duration.readable(estimate.seconds))"
        + " for a memory bank of up to \(estimate.rows) rows")
  }
}

extension Double {
  /// At most four digits after the point.
  var short: String { "\((self * 10_000).rounded() / 10_000)" }
}
