import ArgumentParser
import Datasets
import Detection
import Files

/// `assay score`.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score one pair, a folder, a list, pairs named on standard input, or pairs as they appear.",
    discussion: """
      Prints one result line for each pair. A pair of a batch that cannot be scored gets a line with `error`, the \
      others go on, and the command ends with that error's exit code. Ctrl-C and SIGTERM end a batch after the pair \
      in work, with exit code 130 or 143; a second one ends it at once.
      """)

  @Argument(
    help: ArgumentHelp("The bundle to score with.", valueName: "model.assay"), completion: .directory)
  var model: String

  @OptionGroup(title: "One pair") var pair: PairOptions

  @OptionGroup(title: "Many pairs") var batch: BatchOptions

  @OptionGroup(title: "Pairs as they appear") var watching: WatchOptions

  @OptionGroup(title: "Inspected pixels, beside those of the model") var masks: MaskOptions

  @Option(help: "The form of result lines.")
  var format: ResultFormat = .json

  @Flag(help: "End with exit code 3 when a part fails or cannot be judged.")
  var failOnAnomaly = false

  @OptionGroup var reading: ReadingOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    let ways = [pair.isGiven, batch.data != nil, batch.list != nil, batch.stdin, watching.watch != nil]
    guard ways.count(where: { $0 }) == 1 else {
      throw ValidationError("Give one of --rgb with --xyz, --data, --list, --stdin or --watch.")
    }
  }

  func run() throws {
    let console = common.makeConsole()
    let pool = common.makePool()
    let bundle = try ModelBundle(reading: model, on: pool)
    let scoring = Scoring(
      bundle: bundle, format: format, console: console, pool: pool, mask: try NamedMask(reading: masks.masks))
    if let header = format.header { try console.result(header) }
    let outcome = try score(with: scoring)
    if let status = Interruption.shared.status {
      console.note("stopped: \(outcome.count - outcome.failed) pairs scored, \(outcome.failed) failed")
      throw CommandFailure(status, "")
    }
    if let failure = outcome.firstFailure {
      throw CommandFailure(failure, "\(outcome.failed) of \(outcome.count) pairs could not be scored")
    }
    if failOnAnomaly && outcome.anomalies > 0 { throw CommandFailure(.anomalyFound, "") }
  }

  private func score(with scoring: Scoring) throws -> Scoring.Outcome {
    if let rgb = pair.rgb, let xyz = pair.xyz {
      let paths = PairPaths(id: rgb, rgb: rgb, xyz: xyz)
      return try scoring.scoreOne(ScorablePair(paths, unit: reading.unit), outputs: pair)
    }
    Interruption.shared.finishesItsWork()
    if let folder = watching.watch {
      let watch = try FolderWatch(watching, folder: folder, reading: reading, console: scoring.console)
      scoring.console.note("watching \(DisplayPath(folder)); Ctrl-C ends it")
      return try scoring.scoreAll(watch, outputs: BatchOutputs(batch))
    }
    let source = PairSource(batch, reading: reading, console: scoring.console)
    return try scoring.scoreAll(source, outputs: BatchOutputs(batch))
  }
}

/// One pair and what to write about it.
struct PairOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The image, a PNG.", valueName: "a.png"), completion: .file(extensions: ["png"]))
  var rgb: String?

  @Option(
    help: ArgumentHelp("The organised cloud, a TIFF of 3 floats per pixel.", valueName: "a.tiff"),
    completion: .file(extensions: ["tiff", "tif"]))
  var xyz: String?

  @Option(
    help: ArgumentHelp("Write the anomaly map as a float TIFF.", valueName: "m.tiff"),
    completion: .file(extensions: ["tiff", "tif"]))
  var map: String?

  @Option(
    help: ArgumentHelp("Write the image with the heat map over it.", valueName: "o.png"),
    completion: .file(extensions: ["png"]))
  var overlay: String?

  @Option(
    help: ArgumentHelp("Write the points with colours and scores.", valueName: "c.ply"),
    completion: .file(extensions: ["ply"]))
  var cloud: String?

  /// Whether a pair was named.
  var isGiven: Bool { rgb != nil || xyz != nil }

  func validate() throws {
    guard (rgb == nil) == (xyz == nil) else { throw ValidationError("--rgb and --xyz go together.") }
    if !isGiven, map != nil || overlay != nil || cloud != nil {
      throw ValidationError(
        "--map, --overlay and --cloud go with --rgb and --xyz; for many pairs see --maps and --overlays.")
    }
  }
}

/// Many pairs and what to write about them.
struct BatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Score every part of a data set, or each pair of a folder.", valueName: "folder"),
    completion: .directory)
  var data: String?

  @Option(
    help: ArgumentHelp("Score the pairs of a file of JSON lines.", valueName: "pairs.jsonl"),
    completion: .file(extensions: ["jsonl", "ndjson", "json"]))
  var list: String?

  @Flag(help: "Score pairs as their JSON lines come in on standard input; the model stays loaded.")
  var stdin = false

  @Option(
    help: ArgumentHelp("Write the anomaly map of each pair into a folder.", valueName: "folder"),
    completion: .directory)
  var maps: String?

  @Option(
    help: ArgumentHelp("Write the overlay of each pair into a folder.", valueName: "folder"),
    completion: .directory)
  var overlays: String?
}
