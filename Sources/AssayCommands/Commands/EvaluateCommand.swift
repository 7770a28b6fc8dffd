import ArgumentParser
import Datasets
import Detection
import Evaluation
import Reporting

/// `assay evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score the test split of a data set and compute the metrics of the papers.",
    discussion: """
      Writes RUN/metrics.json and prints a table. Metrics are exact and at the original size. Nothing of the test \
      split enters a score, a scale or a threshold.
      """)

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp("A product, repeatable; all by default.", valueName: "name"))
  var category: [String] = []

  @Option(
    help: ArgumentHelp(
      "The folder of bundles, CATEGORY.assay each; RUN/models by default.", valueName: "folder"),
    completion: .directory)
  var models: String?

  @Option(help: ArgumentHelp("The run folder to write.", valueName: "run"), completion: .directory)
  var out: String

  @Option(
    help: ArgumentHelp("Write anomaly maps in the tree that MVTec's evaluator reads.", valueName: "folder"),
    completion: .directory)
  var maps: String?

  @Option(
    help: ArgumentHelp("Write an overlay of each test part.", valueName: "folder"), completion: .directory)
  var overlays: String?

  @Flag(help: "Fit each category first and write its bundle to the folder of bundles.")
  var fit = false

  @Flag(help: "Also print the rows of appearance and geometry alone.")
  var ablation = false

  @Option(
    name: .customLong("protocol"), help: "Add the figures at 224 pixels and 100 thresholds that papers print."
  )
  var figures: FigureProtocol = .exact

  @Flag(help: "Leave out test parts that cannot be read, and say how many.")
  var skipBad = false

  @OptionGroup(title: "Fitting") var detector: DetectorOptions

  @OptionGroup var rate: RateOption

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.makeConsole()
    let pool = common.makePool()
    let dataset = try data.open(seed: detector.seed)
    let run = try EvaluationRun(
      dataset: dataset, categories: dataset.chosenCategories(category),
      settings: EvaluationRun.Settings(
        out: out, models: models ?? out + "/models", maps: maps, overlays: overlays,
        includesLiteratureProtocol: figures == .literature, skipsBad: skipBad),
      fitting: fit
        ? Fitting(setup: detector.setup(), rate: rate.rate, console: console, pool: pool)
        : nil,
      console: console, pool: pool)
    let report = try run.evaluate()
    let table =
      ablation
      ? MetricsTable(allOf: report)
      : MetricsTable(categoriesOf: report, row: Self.mainRow(of: report).rawValue)
    try console.result(table.text)
  }

  private static func mainRow(of report: EvaluationReport) -> EvaluationRun.Row {
    report.mean[EvaluationRun.Row.adapted.rawValue] == nil ? .fused : .adapted
  }
}

/// Which figures an evaluation gives.
enum FigureProtocol: String, CaseIterable, ExpressibleByArgument {
  /// Exact, from all distinct scores at the original size.
  case exact

  /// The exact figures, and those at 224 pixels and 100 thresholds.
  case literature
}
