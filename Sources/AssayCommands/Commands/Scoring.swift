import Datasets
import Detection
import Dispatch
import Files
import ImageFiles
import Reporting
import Tensors

/// Scores pairs with one loaded model and prints a line for each.
struct Scoring {
  /// The loaded model.
  let bundle: ModelBundle

  /// The form of result lines.
  let format: ResultFormat

  /// Where lines go.
  let console: Console

  /// The threads to use.
  let pool: WorkerPool

  /// The pixels of every pair that are inspected, beside what model and pair say; all of them when nil.
  var mask: NamedMask?

  /// How scoring went.
  struct Outcome {
    /// Pairs in all.
    var count = 0

    /// Parts that failed the threshold or could not be judged.
    var anomalies = 0

    /// Pairs that could not be scored.
    var failed = 0

    /// The exit code of the first of those.
    var firstFailure: ExitStatus?
  }

  /// Scores one pair and writes what was asked for; an error ends it.
  func scoreOne(_ pair: ScorablePair, outputs: PairOptions) throws -> Outcome {
    for path in [outputs.map, outputs.overlay, outputs.cloud].compactMap({ $0 }) {
      try pair.paths.refuseToReplace(with: path)
      try OutputFolder.create(parentOf: path)
    }
    let result = try score(pair)
    if let path = outputs.map { try TIFFFile.writeMap(result.part.maps.fused, to: path) }
    if let path = outputs.overlay { try PNGFile.writeRGB(overlay(of: result), to: path) }
    if let path = outputs.cloud { try scoredCloud(of: result).write(to: path) }
    try console.result(format.format(result.line))
    return Outcome(count: 1, anomalies: result.part.verdict.isForAlarm ? 1 : 0)
  }

  /// Scores many pairs; each gets a line, also when it fails.
  func scoreAll(_ source: PairSource, outputs: BatchOutputs) throws -> Outcome {
    var outcome = Outcome()
    try source.visit { pair in
      do {
        try add(score(pair), to: &outcome, outputs: outputs)
      } catch let error where ExitStatus(describing: error)?.isAboutOutput != true {
        try add(error, of: pair, to: &outcome)
      }
    }
    return outcome
  }

  /// Scores the pairs of a folder as they appear; each gets a line, also when it fails.
  func scoreAll(_ watch: FolderWatch, outputs: BatchOutputs) throws -> Outcome {
    var (watch, outcome) = (watch, Outcome())
    try watch.visit { pair, isLastTry in
      do {
        try add(score(pair), to: &outcome, outputs: outputs)
      } catch let error where ExitStatus(describing: error)?.isAboutOutput != true {
        // A file that cannot be read yet may still be in the writing.
        guard isLastTry else { return .unreadable }
        try add(error, of: pair, to: &outcome)
      }
      return .done
    }
    return outcome
  }

  private func add(_ error: any Error, of pair: ScorablePair, to outcome: inout Outcome) throws {
    outcome.count += 1
    outcome.failed += 1
    outcome.firstFailure = outcome.firstFailure ?? ExitStatus(describing: error) ?? .internalError
    try console.result(format.format(ErrorLine(error, pair: pair.paths)))
  }

  private func add(_ result: ScoredPair, to outcome: inout Outcome, outputs: BatchOutputs) throws {
    outcome.count += 1
    if result.part.verdict.isForAlarm { outcome.anomalies += 1 }
    if let path = try outputs.map(for: result.paths) {
      try TIFFFile.writeMap(result.part.maps.fused, to: path)
    }
    if let path = try outputs.overlay(for: result.paths) {
      try PNGFile.writeRGB(overlay(of: result), to: path)
    }
    try console.result(format.format(result.line))
  }

  private struct ScoredPair {
    let paths: PairPaths
    let pair: SamplePair
    let part: ScoredPart
    let line: ResultLine
  }

  private func score(_ pair: ScorablePair) throws -> ScoredPair {
    let start = DispatchTime.now().uptimeNanoseconds
    let loaded = try pair.load()
    let capture = try Capture(
      id: pair.paths.id, image: loaded.rgb, cloud: loaded.cloud,
      inspected: try mask?.intersection(of: loaded, at: pair.paths.rgb) ?? loaded.pixelMask)
    let part = try judge(capture, of: pair.paths)
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
    return ScoredPair(
      paths: pair.paths, pair: loaded, part: part,
      line: ResultLine(part, pair: pair.paths, seconds: seconds))
  }

  /// The score of a capture; one without points or without a part is answered too, with a warning that says why.
  private func judge(_ capture: Capture, of paths: PairPaths) throws -> ScoredPart {
    do throws(DetectionError) {
      return try bundle.detector.score(capture, on: pool)
    } catch {
      guard error.isAboutDepth else { throw error }
      console.warning("\(error) in \(DisplayPath(paths.xyz)); not judged")
      return bundle.detector.unjudged(capture)
    }
  }

  private func overlay(of result: ScoredPair) -> Tensor {
    Overlay.picture(of: result.part, pair: result.pair)
  }

  private func scoredCloud(of result: ScoredPair) -> ScoredCloud {
    ScoredCloud(
      points: result.pair.cloud.points, isValid: result.pair.cloud.isValid, colors: result.pair.rgb,
      scores: result.part.maps.fused)
  }
}

extension Verdict {
  /// Whether `--fail-on-anomaly` makes something of it: a part that cannot be judged is not known to be good.
  fileprivate var isForAlarm: Bool { self == .fail || self == .insufficientDepth }
}
