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
    let configuration = try configuration.showing(training, on: pool)
    let extractor = FeatureExtractor(configuration, networks: networks)
    return try fit(
      configuration, extractor: extractor, training: FeatureSource(of: training, by: extractor, on: pool),
      validation: FeatureSource(of: validation, by: extractor, on: pool), rate: rate, on: pool,
      progress: progress)
  }

  /// Learns from the features of good parts, which may come from disk.
  ///
  /// - Parameters:
  ///   - configuration: The settings, with the view that `showing(_:on:)` chose.
  ///   - extractor: What made the features.
  ///   - training: Good parts to fill the memory bank with.
  ///   - validation: Good parts to calibrate on; when empty, the training parts are cross-fitted.
  ///   - rate: The false-alarm rate to promise.
  ///   - adaptorTraining: How adaptors are trained; all steps at once when nil.
  ///   - pool: The threads to use; the result does not depend on them.
  ///   - progress: Is told how far the work is.
  /// - Returns: A detector that is ready to score.
  /// - Throws: What reading features or training throws, `DetectionError` or `MemoryBankError`.
  public static func fit(
    _ configuration: DetectorConfiguration, extractor: FeatureExtractor, training: FeatureSource,
    validation: FeatureSource, rate: FalseAlarmRate, adaptorTraining: AdaptorTraining? = nil,
    on pool: WorkerPool, progress: FitProgress = FitProgress()
  ) throws -> Detector {
    var rows = TrainingRows()
    var placements: [PatchPlacement] = []
    try training.forEach(on: pool, progress: progress.reporting(.describing)) {
      $0
    } consume: { part in
      rows.append(part.rows, expectedParts: training.count)
      placements.append(part.placement)
    }
    var detector = try Detector(
      remembering: rows, configuration: configuration, extractor: extractor, on: pool, progress: progress)
    if validation.count > 0 {
      // Without parts that adaptors were not trained on, nothing could tell whether they help.
      try detector.adapt(
        to: rows, by: adaptorTraining ?? AdaptorTraining(progress: progress.reporting(.adapting)), on: pool)
      try detector.calibrate(on: validation, rate: rate, pool: pool, progress: progress)
    } else {
      try detector.crossFit(
        rows, placements: placements, rate: rate, pool: pool, progress: progress.reporting(.calibrating))
    }
    return detector
  }

  /// A detector that remembers good parts; it has no adaptors and no thresholds yet.
  ///
  /// - Throws: `MemoryBankError`.
  init(
    remembering rows: TrainingRows, configuration: DetectorConfiguration, extractor: FeatureExtractor,
    on pool: WorkerPool, progress: FitProgress
  ) throws {
    let bank = try FusedMemoryBank.build(
      from: rows.patches.columns(extractor.bankColumns),
      options: configuration.bank.options(forPatches: rows.count),
      random: RandomStream(seed: configuration.seed).stream(Self.bankStream), on: pool,
      progress: progress.reporting(.selecting))
    self.init(configuration: configuration, extractor: extractor, bank: bank)
  }

  /// Trains the adaptors, if they are wanted.
  mutating func adapt(
    to rows: TrainingRows, by training: AdaptorTraining, on pool: WorkerPool
  ) throws {
    guard let options = configuration.adaptation else { return }
    adapted = try AdaptedSpace.fit(
      options, columns: extractor.adaptorColumns, rows: rows,
      bankOptions: configuration.bank, seed: configuration.seed, on: pool, training: training)
  }

  /// The name of the stream that the memory bank is drawn from.
  static let bankStream = "memory bank"

  /// Good parts below which there is nothing to compare with.
  public static let minimumTrainingParts = 2
}

extension DetectorConfiguration {
  /// The same settings with the view that shows the largest of some training parts, with some room.
  ///
  /// - Throws: `DetectionError.tooFewParts`, or what reading a capture throws.
  public func showing(_ training: CaptureSource, on pool: WorkerPool) throws -> DetectorConfiguration {
    guard training.count >= Detector.minimumTrainingParts else {
      throw DetectionError.tooFewParts(found: training.count, needed: Detector.minimumTrainingParts)
    }
    var configuration = self
    configuration.preprocessing.viewShare = try viewShare(of: training, on: pool)
    return configuration
  }

  /// Training parts that are measured at most to choose the view.
  private static let measuredParts = 64

  private func viewShare(of training: CaptureSource, on pool: WorkerPool) throws -> Double {
    guard preprocessing.framing == .part else { return 1 }
    let preprocessor = Preprocessor(options: preprocessing, seed: seed)
    let count = min(training.count, Self.measuredParts)
    var largest = 0.0
    try pool.forEachInOrder(count) { index in
      try preprocessor.share(of: training.load(index * training.count / count))
    } consume: { _, share in
      largest = max(largest, share)
    }
    return min(1, largest * Framing.margin)
  }
}
