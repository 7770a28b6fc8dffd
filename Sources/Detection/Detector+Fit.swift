import Branches
import MemoryBank
import Tensors

extension Detector {
  /// Learns from good parts.
  ///
  /// - Parameters:
  ///   - configuration: The settings; they are kept with the detector.
  ///   - networks: The networks that the settings refer to.
  ///   - training: Good parts to fill the memory bank with.
  ///   - validation: Good parts to calibrate on; when empty, the training parts are cross-fitted.
  ///   - rate: The false-alarm rate to promise.
  ///   - pool: The threads to use; the result does not depend on them.
  ///   - progress: Is told how far the work is.
  /// - Returns: A detector that is ready to score.
  /// - Throws: What reading a capture throws, `DetectionError`, `BranchError` or `MemoryBankError`.
  public static func fit(
    _ configuration: DetectorConfiguration, networks: NetworkBranches = NetworkBranches(),
    training: CaptureSource, validation: CaptureSource = .empty,
    rate: FalseAlarmRate = .atLeast(0.01), on pool: WorkerPool, progress: FitProgress = FitProgress()
  ) throws -> Detector {
    guard training.count >= minimumTrainingParts else {
      throw DetectionError.tooFewParts(found: training.count, needed: minimumTrainingParts)
    }
    var configuration = configuration
    configuration.preprocessing.viewShare = try viewShare(of: training, configuration, on: pool)
    let extractor = FeatureExtractor(configuration, networks: networks)
    var rows = TrainingRows()
    var placements: [PatchPlacement] = []
    try training.forEach(on: pool, progress: progress.reporting(.describing)) { capture in
      let described = try extractor.describe(capture, on: pool)
      return (rows: described.rows, placement: described.part.placement)
    } consume: { part in
      rows.append(part.rows, expectedParts: training.count)
      placements.append(part.placement)
    }
    let bank = try FusedMemoryBank.build(
      from: rows.patches, options: configuration.bank.options(forPatches: rows.count),
      random: RandomStream(seed: configuration.seed).stream("memory bank"), on: pool,
      progress: progress.reporting(.selecting))
    var detector = Detector(configuration: configuration, extractor: extractor, bank: bank)
    if validation.count > 0 {
      // Without parts that adaptors were not trained on, nothing could tell whether they help.
      try detector.adapt(to: rows, on: pool, progress: progress)
      try detector.calibrate(on: validation, rate: rate, pool: pool, progress: progress)
    } else {
      try detector.crossFit(
        rows, placements: placements, rate: rate, pool: pool, progress: progress.reporting(.calibrating))
    }
    return detector
  }

  /// Trains the adaptors, if they are wanted.
  private mutating func adapt(
    to rows: TrainingRows, on pool: WorkerPool, progress: FitProgress
  ) throws {
    guard let options = configuration.adaptation else { return }
    adapted = try AdaptedSpace.fit(
      options, rows: rows, frozen: bank, bankOptions: configuration.bank, seed: configuration.seed, on: pool,
      progress: progress.reporting(.adapting))
  }

  /// Good parts below which there is nothing to compare with.
  public static let minimumTrainingParts = 2

  /// Training parts that are measured at most to choose the view.
  private static let measuredParts = 64

  /// The view that shows the largest of the training parts, with some room.
  static func viewShare(
    of training: CaptureSource, _ configuration: DetectorConfiguration, on pool: WorkerPool
  ) throws -> Double {
    guard configuration.preprocessing.framing == .part else { return 1 }
    let preprocessor = Preprocessor(options: configuration.preprocessing, seed: configuration.seed)
    let count = min(training.count, measuredParts)
    var largest = 0.0
    try pool.forEachInOrder(count) { index in
      try preprocessor.share(of: training.load(index * training.count / count))
    } consume: { _, share in
      largest = max(largest, share)
    }
    return min(1, largest * Framing.margin)
  }
}
