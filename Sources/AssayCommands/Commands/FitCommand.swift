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
      validation split; without one, each training part is compared with the others. Of a plain folder of parts \
      roi.png and ignore.png beside good/ are taken for --roi and --ignore.

      After a change of the product, --append MODEL takes the good parts of --data into a copy of a fitted model, \
      which keeps its settings and needs none of the old parts. Thresholds stay, or rise as far as the validation \
      parts of the new kind ask for.
      """)

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp("The product; may be left out when there is only one.", valueName: "name"))
  var category: String?

  @Option(help: ArgumentHelp("The bundle to write.", valueName: "out.assay"), completion: .directory)
  var model: String

  @Option(
    help: ArgumentHelp(
      "Take the parts into this bundle instead of fitting a new one.", valueName: "old.assay"),
    completion: .directory)
  var append: String?

  @OptionGroup(title: "Inspected pixels, of every part of the product") var masks: MaskOptions

  @OptionGroup var detector: DetectorOptions

  @OptionGroup var rate: RateOption

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.makeConsole()
    if let append { return try Appending(command: self, bundle: append, console: console).run() }
    let dataset = try data.open(seed: detector.seed)
    let category = try dataset.chosenCategory(category)
    let fitting = try Fitting(
      setup: detector.setup(), masks: masks.masks, rate: rate.rate, console: console, pool: common.makePool())
    let bundle = try fitting.fit(category, of: dataset, writingTo: model)
    try console.result(model)
    fitting.summarise(bundle)
  }
}
