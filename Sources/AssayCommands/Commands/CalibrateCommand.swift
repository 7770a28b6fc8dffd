import ArgumentParser
import Datasets
import Detection
import Tensors

/// `assay calibrate`.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Set the weights and thresholds of a model anew, from good parts and a false-alarm rate.",
    discussion: """
      Uses the good parts of the validation split, which the model has not learned from. Without any, each training \
      part is compared with the others; they must be the parts that the model was fitted on. The memory bank stays \
      as it is. A rate that the number of parts cannot support is refused.
      """)

  @Argument(help: ArgumentHelp("The bundle to change.", valueName: "model.assay"), completion: .directory)
  var model: String

  @OptionGroup var data: DataOptions

  @Option(
    help: ArgumentHelp("The product; by default the one that the model was fitted on.", valueName: "name"))
  var category: String?

  @OptionGroup var rate: RateOption

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.makeConsole()
    let pool = common.makePool()
    var bundle = try ModelBundle(reading: model, on: pool)
    let dataset = try data.open(seed: bundle.detector.configuration.seed)
    let category = try dataset.chosenCategory(category ?? fittedCategory(of: bundle, in: dataset))
    let progress = FitProgress { stage, done, total in
      console.progress("\(category.name): \(stage.rawValue)", done: done, of: total)
    }
    let validation = category.goodSamples(in: .validation)
    if validation.isEmpty {
      let training = try Self.fittedParts(of: bundle, in: category)
      try bundle.detector.crossCalibrate(
        on: CaptureSource(training, in: dataset), rate: rate.rate, pool: pool, progress: progress)
    } else {
      try bundle.detector.calibrate(
        on: CaptureSource(validation, in: dataset), rate: rate.rate, pool: pool, progress: progress)
    }
    try bundle.write(to: model)
    try console.result(JSONLine.encode(CalibrationLine(bundle)))
    console.note("\(category.name): \(bundle.detector.calibration.summary)")
  }

  /// The training parts, when there are as many as the model was fitted on.
  private static func fittedParts(of bundle: ModelBundle, in category: DatasetCategory) throws
    -> [DatasetSample]
  {
    let parts = category.goodSamples(in: .train)
    guard parts.count == bundle.training.parts else {
      throw DetectionError.otherTrainingParts(
        problem: "which were \(bundle.training.parts), found \(parts.count) in its training split")
    }
    return parts
  }

  private func fittedCategory(of bundle: ModelBundle, in dataset: Dataset) -> String? {
    let name = bundle.training.category
    return dataset.categories.contains { $0.name == name } ? name : nil
  }
}
