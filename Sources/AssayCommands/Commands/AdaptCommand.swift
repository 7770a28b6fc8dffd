import Adaptation
import ArgumentParser
import Datasets
import Detection
import FineTuning
import Foundation
import Reporting
import Tensors

/// `assay adapt`.
struct AdaptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adapt",
    abstract: "Fine-tune the adaptors of one product, as a job that survives being killed.",
    discussion: """
      Ends with the bundle that `assay fit` would write, in a run folder that tells how it came about. \
      JOB.yaml holds options by their long names, such as `learning-rate: 0.001`; what is typed wins. SIGINT and \
      SIGTERM store the state and end with 130 and 143; --resume goes on and comes to the same bytes.
      """)

  @Argument(
    help: ArgumentHelp("Options from a YAML file; directly after `adapt`.", valueName: "job.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var job: String?

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp("The product; may be left out when there is only one.", valueName: "name"))
  var category: String?

  @Option(
    help: ArgumentHelp(
      "The product by its place among the sorted ones, from 0, for array jobs; the run folder is OUT/NAME then.",
      valueName: "number"))
  var categoryIndex: Int?

  @Option(help: ArgumentHelp("The run folder to write.", valueName: "run"), completion: .directory)
  var out: String

  @Flag(help: "Go on with the job in the run folder; start it when there is none.")
  var resume = false

  @Option(
    help: ArgumentHelp(
      "The folder of cached features, CACHE/NAME for each product, which several jobs may share; RUN/features by default.",
      valueName: "cache"), completion: .directory)
  var cache: String?

  @Option(help: ArgumentHelp("Steps from one stored state to the next.", valueName: "steps"))
  var checkpointEvery = 20

  @OptionGroup var detector: DetectorOptions

  @OptionGroup var rate: RateOption

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard job == nil else {
      throw ValidationError("The YAML file must stand directly after `adapt`.")
    }
    guard category == nil || categoryIndex == nil else {
      throw ValidationError("Give --category or --category-index, not both.")
    }
    guard checkpointEvery >= 1 else {
      throw ValidationError("--checkpoint-every must be at least 1, not \(checkpointEvery).")
    }
  }

  func run() throws {
    let console = common.makeConsole()
    let stop = StopRequest()
    StopRelay.start(stop, console: console)
    let dataset = try data.open(seed: detector.seed)
    let category = try dataset.chosenCategory(category, index: categoryIndex)
    let fitting = try Fitting(
      setup: detector.setup(), rate: rate.rate, console: console, pool: common.makePool())
    let job = try makeJob(category, of: dataset, setup: fitting.setup)
    let result = try job.run(
      resuming: resume, stop: stop, observer: observer(category.name, console), on: fitting.pool)
    try console.result(result.model)
    if let bundle = result.bundle {
      fitting.explain(bundle.detector.calibration, of: category.name)
      fitting.summarise(bundle)
    } else {
      console.note("\(category.name): the job is finished already; nothing was left to do")
    }
  }

  private func makeJob(
    _ category: DatasetCategory, of dataset: Dataset, setup: DetectorSetup
  ) throws -> FineTuningJob {
    var configuration = setup.configuration
    configuration.adaptation = detector.adaptation.options
    let folder = categoryIndex == nil ? out : "\(out)/\(category.name)"
    var job = FineTuningJob(
      category: category.name, configuration: configuration,
      training: GoodParts(category, .train, of: dataset),
      validation: GoodParts(category, .validation, of: dataset), folder: JobFolder(folder),
      machine: JobMachine(threads: common.threads))
    job.networks = setup.networks
    job.rate = rate.rate
    job.unit = data.reading.unit.rawValue
    job.cache = cache.map { "\($0)/\(category.name)" }
    job.checkpointInterval = checkpointEvery
    job.settings = try JobSettings(of: self, category: category.name, folder: folder).yaml
    return job
  }

  private func observer(_ name: String, _ console: Console) -> JobObserver {
    let log = LoggedProgress()
    return JobObserver(
      progress: { stage, done, total in
        console.progress("\(name): \(stage)", done: done, of: total)
        if !console.isInteractive, let line = log.line(stage, done: done, of: total) {
          console.note("\(name): \(line)")
        }
      },
      note: { console.note("\(name): \($0)") }, warning: { console.warning("\(name): \($0)") })
  }
}

extension GoodParts {
  /// The good parts of one split of a product.
  init(_ category: DatasetCategory, _ split: DatasetSplit, of dataset: Dataset) {
    let samples = category.goodSamples(in: split)
    self.init(
      names: samples.map { "\(split.rawValue)/\($0.id)" }, files: samples.map(\.files),
      captures: CaptureSource(samples, in: dataset))
  }
}

extension JobMachine {
  /// The present machine.
  init(threads: Int) {
    let environment = RunEnvironment(assay: AssayVersion.current, threads: threads)
    self.init(
      host: ProcessInfo.processInfo.hostName, processor: environment.processor,
      instructions: KernelInstructions.name, blas: environment.blas, system: environment.system,
      cores: environment.cores, threads: threads, memory: environment.memory)
  }
}
