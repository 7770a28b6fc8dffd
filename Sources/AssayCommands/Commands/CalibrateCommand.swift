import ArgumentParser
import Datasets
import Detection
import Files
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

  @Option(help: "The form of the result.")
  var format: Format = .text

  /// How the result is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.makeConsole()
    let pool = common.makePool()
    var bundle = try ModelBundle(reading: model, on: pool)
    let dataset = try data.open(seed: bundle.detector.configuration.seed)
    let category = try dataset.chosenCategory(category ?? fittedCategory(of: bundle, in: dataset))
    try category.warnOfMasks(
      besides: bundle.detector.configuration.preprocessing.inspected, console: console)
    let before = bundle.detector.calibration
    try calibrate(
      &bundle.detector, of: bundle.training, on: category, of: dataset, console: console, pool: pool)
    try bundle.write(to: model)
    for line in try lines(about: bundle, before: before) { try console.result(line) }
  }

  private func calibrate(
    _ detector: inout Detector, of training: TrainingFacts, on category: DatasetCategory, of dataset: Dataset,
    console: Console, pool: WorkerPool
  ) throws {
    let progress = FitProgress { stage, done, total in
      console.progress("\(category.name): \(stage.rawValue)", done: done, of: total)
    }
    let validation = category.goodSamples(in: .validation)
    if validation.isEmpty {
      let parts = try Self.fittedParts(of: training, in: category)
      try detector.crossCalibrate(
        on: CaptureSource(parts, in: dataset), rate: rate.rate, pool: pool, progress: progress)
    } else {
      try detector.calibrate(
        on: CaptureSource(validation, in: dataset), rate: rate.rate, pool: pool, progress: progress)
    }
  }

  private func lines(about bundle: ModelBundle, before: Calibration) throws -> [String] {
    switch format {
    case .json: return [try JSONLine.encode(CalibrationLine(bundle))]
    case .text:
      var lines = CalibrationSummary(bundle.detector.calibration).lines
      lines.insert("  before            \(CalibrationSummary(before).thresholds)", at: 1)
      return ["category            \(DisplayPath(bundle.training.category))"] + lines
    }
  }

  /// The training parts, when there are as many as the model was fitted on.
  private static func fittedParts(of training: TrainingFacts, in category: DatasetCategory) throws
    -> [DatasetSample]
  {
    let parts = category.goodSamples(in: .train)
    guard parts.count == training.parts else {
      throw DetectionError.otherTrainingParts(
        problem: "which were \(training.parts), found \(parts.count) in its training split")
    }
    return parts
  }

  private func fittedCategory(of bundle: ModelBundle, in dataset: Dataset) -> String? {
    let name = bundle.training.category
    return dataset.categories.contains { $0.name == name } ? name : nil
  }
}
