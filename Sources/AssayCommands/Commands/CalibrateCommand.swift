import ArgumentParser
import Datasets
import Detection

/// `assay calibrate`.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Set the weights and thresholds of a model anew, from good parts and a false-alarm rate.",
    discussion: """
      Uses the good parts of the validation split, which the model has not learned from. The memory bank stays as \
      it is. A rate that the number of parts cannot support is refused.
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
    let parts = category.goodSamples(in: .validation)
    guard !parts.isEmpty else {
      throw CommandFailure(
        .badData, "\(category.name): expected good parts in the validation split, found none")
    }
    try bundle.detector.calibrate(
      on: CaptureSource(parts, in: dataset), rate: rate.rate, pool: pool,
      progress: FitProgress { stage, done, total in
        console.progress("\(category.name): \(stage.rawValue)", done: done, of: total)
      })
    try bundle.write(to: model)
    try console.result(JSONLine.encode(bundle.detector.calibration))
  }

  private func fittedCategory(of bundle: ModelBundle, in dataset: Dataset) -> String? {
    let name = bundle.training.category
    return dataset.categories.contains { $0.name == name } ? name : nil
  }
}
