import ArgumentParser
import Datasets
import Detection
import Evaluation
import Files
import Reporting

/// `assay evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score the test split of a data set and compute the metrics of the papers.",
    discussion: """
      Writes RUN/metrics.json and tables beside published figures, and prints a table. Metrics are exact and at the \
      original size. Nothing of the test split enters a score, a scale or a threshold. Killed at any moment, the same \
      command goes on after the last finished category.
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
    help: ArgumentHelp(
      "Write the anomaly maps of every row, a tree of its own for each row and seed.", valueName: "folder"),
    completion: .directory)
  var rowMaps: String?

  @Option(
    help: ArgumentHelp("Write an overlay of each test part.", valueName: "folder"), completion: .directory)
  var overlays: String?

  @Flag(help: "Fit each category first and write its bundle to the folder of bundles.")
  var fit = false

  @Flag(
    help:
      "Add a row for each part of the method; with --fit and adaptors also IFC, CLC, local, global and heads only."
  )
  var ablation = false

  @Option(
    help: ArgumentHelp(
      "Fit with as many seeds, from --seed on, and give mean and spread of each row.", valueName: "count"))
  var seeds = 1

  @Option(
    help: ArgumentHelp(
      "Learn from as many good parts of each category at most, drawn with --seed.", valueName: "count"))
  var maxSamples: Int?

  @Flag(help: "Evaluate anew what is finished in the run folder.")
  var restart = false

  @Option(
    name: .customLong("protocol"), help: "Add the figures at 224 pixels and 100 thresholds that papers print."
  )
  var figures: FigureProtocol = .exact

  @Flag(help: "Leave out test parts that cannot be read, and name them in all results.")
  var skipBad = false

  @OptionGroup(title: "Fitting") var detector: DetectorOptions

  @OptionGroup var rate: RateOption

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (1...100).contains(seeds) else {
      throw ValidationError("--seeds must lie between 1 and 100, not \(seeds).")
    }
    if let maxSamples, maxSamples < Detector.minimumTrainingParts {
      throw ValidationError(
        "--max-samples must be at least \(Detector.minimumTrainingParts), not \(maxSamples).")
    }
    guard fit || (seeds == 1 && maxSamples == nil) else {
      throw ValidationError("--seeds and --max-samples change what is fitted: they need --fit.")
    }
  }

  func run() throws {
    let console = common.makeConsole()
    let pool = common.makePool()
    let dataset = try data.open(seed: detector.seed)
    let run = try EvaluationRun(
      dataset: dataset, categories: dataset.chosenCategories(category), settings: settings, plan: plan,
      fitting: fit
        ? Fitting(
          setup: detector.setup(), rate: rate.rate, sampleLimit: maxSamples, console: console, pool: pool)
        : nil,
      console: console, pool: pool)
    let records = try run.evaluate()
    let table =
      ablation ? MetricsTable(allOf: EvaluationReport(of: records)) : MetricsTable(decisionsOf: records)
    try console.result(table.text)
    console.note(
      "\(DisplayPath(out)): figures, tables and the score of every part; `assay report \(DisplayPath(out))` shows them"
    )
  }

  private var settings: EvaluationSettings {
    EvaluationSettings(
      out: out, models: models ?? out + "/models", maps: maps, rowMaps: rowMaps, overlays: overlays,
      includesLiteratureProtocol: figures == .literature, skipsBad: skipBad, restarts: restart)
  }

  private var plan: EvaluationPlan {
    EvaluationPlan(
      seeds: (0..<UInt64(seeds)).map { detector.seed &+ $0 }, isAblation: ablation)
  }
}

/// Which figures an evaluation gives.
enum FigureProtocol: String, CaseIterable, ExpressibleByArgument {
  /// Exact, from all distinct scores at the original size.
  case exact

  /// The exact figures, and those at 224 pixels and 100 thresholds.
  case literature
}
