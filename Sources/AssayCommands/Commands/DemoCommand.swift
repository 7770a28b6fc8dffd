import Adaptation
import ArgumentParser
import Datasets
import Detection
import Evaluation
import Foundation
import Reporting
import SyntheticParts
import Tensors

/// `assay demo`.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Make parts, learn the good ones, find the defects of parts never seen, and report.",
    discussion: "Needs no data and no network. Takes a minute or two and writes one folder.")

  @Option(help: ArgumentHelp("The folder to write.", valueName: "folder"), completion: .directory)
  var out = "./assay-demo"

  @Option(help: ArgumentHelp("The seed of everything that is drawn.", valueName: "number"))
  var seed: UInt64 = 0

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.makeConsole()
    let pool = common.makePool()
    try makeParts(console: console, pool: pool)
    let report = EvaluationReport(of: try evaluate(console: console, pool: pool))
    try RunReport(reading: RunFolder(existing: runFolder)).write(to: page)
    try console.result(MetricsTable(allOf: report).text)
    try console.result(closingWords)
  }

  private var data: String { out + "/data" }
  private var runFolder: String { out + "/run" }
  private var page: String { runFolder + "/report.html" }

  private func makeParts(console: Console, pool: WorkerPool) throws {
    let plan = SyntheticDatasetPlan(
      families: Self.families, imageSize: 256, seed: seed, train: 24, validation: 8, test: 18)
    try OutputFolder.create(data)
    try plan.write(to: data, layout: .mvtec3D, on: pool) { done, total in
      console.progress("making parts", done: done, of: total)
    }
  }

  private static let families: [PartFamily] = [.bearing, .chocolateBar]

  private func evaluate(console: Console, pool: WorkerPool) throws -> [CategoryRecord] {
    var configuration = DetectorConfiguration()
    configuration.adaptation = AdaptationOptions()
    configuration.seed = seed
    let dataset = try Dataset.open(root: data)
    let evaluation = EvaluationRun(
      dataset: dataset, categories: dataset.categories,
      settings: EvaluationSettings(
        out: runFolder, models: runFolder + "/models", maps: runFolder + "/maps",
        overlays: runFolder + "/overlays", restarts: true),
      fitting: Fitting(
        setup: DetectorSetup(configuration), rate: .atLeast(0.01), console: console, pool: pool),
      console: console, pool: pool)
    return try evaluation.evaluate()
  }

  private var closingWords: String {
    """

    Look at     \(page)   tables, curves, pictures and clouds in one page for a browser
                \(runFolder)/overlays      heat map, threshold and true outline of every test part
                \(runFolder)/maps          anomaly maps as float TIFF
    Try next    assay score \(runFolder)/models/\(Self.families[0].rawValue).assay --rgb part.png --xyz part.tiff
    """
  }
}
