import ArgumentParser
import Datasets
import Detection
import Tensors

/// `assay fit`.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Learn one product from its good parts and write a model bundle.",
    discussion: """
      The memory bank is filled from the training split. Weights and thresholds are set on the good parts of the \
      validation split; without one, each training part is compared with the others.
      """)

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp("The product; may be left out when there is only one.", valueName: "name"))
  var category: String?

  @Option(help: ArgumentHelp("The bundle to write.", valueName: "out.assay"), completion: .directory)
  var model: String

  @OptionGroup var detector: DetectorOptions

  @OptionGroup var rate: RateOption

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.makeConsole()
    let dataset = try data.open(seed: detector.seed)
    let category = try dataset.chosenCategory(category)
    let fitting = try Fitting(
      setup: detector.setup(), rate: rate.rate, console: console, pool: common.makePool())
    let bundle = try fitting.fit(category, of: dataset, writingTo: model)
    try console.result(model)
    fitting.summarise(bundle)
  }
}
