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

  /// The false-alarm rate to promise.
  let rate: FalseAlarmRate

  /// Where words go.
  let console: Console

  /// The threads to use.
  let pool: WorkerPool

  /// Learns a category and writes the bundle.
  func fit(_ category: DatasetCategory, of dataset: Dataset, writingTo path: String) throws -> ModelBundle {
    let training = category.goodSamples(in: .train)
    let validation = category.goodSamples(in: .validation)
    try announce(category.name, training: training.count, validation: validation.count)
    let detector = try Detector.fit(
      setup.configuration, networks: setup.networks, training: CaptureSource(training, in: dataset),
      validation: CaptureSource(validation, in: dataset), rate: rate, on: pool,
      progress: FitProgress { [console] stage, done, total in
        console.progress("\(category.name): \(stage.rawValue)", done: done, of: total)
      })
    let bundle = ModelBundle(
      detector: detector, training: TrainingFacts(category: category.name, parts: training.count))
    try OutputFolder.create(parentOf: path)
    try bundle.write(to: path)
    explain(detector.calibration, of: category.name)
    return bundle
  }

  /// Says what was fitted, in one or two sentences.
  func summarise(_ bundle: ModelBundle) {
    let calibration = bundle.detector.calibration
    console.note(
      "\(bundle.training.category): \(bundle.detector.bank.count) rows from \(bundle.training.parts) good parts;"
        + " threshold \(calibration.threshold), false-alarm rate at most \(calibration.falseAlarmRate.short)"
        + " (\(calibration.parts) good parts, \(calibration.source.rawValue))")
  }

  /// Says whether scores use the adaptors, and why.
  private func explain(_ calibration: Calibration, of category: String) {
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
  private func announce(_ name: String, training: Int, validation: Int) throws {
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
