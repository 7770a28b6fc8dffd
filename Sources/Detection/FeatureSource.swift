import Tensors

/// The features of good parts, each made or read when it is needed, in a fixed order.
public struct FeatureSource: Sendable {
  /// How many parts there are.
  public let count: Int

  /// Gives the features of one of them; may be called on several threads at once.
  public let load: @Sendable (Int) throws -> PartDescription

  /// Features behind a function.
  ///
  /// - Parameters:
  ///   - count: How many parts there are.
  ///   - load: Gives the features of one of them; may be called on several threads at once.
  public init(count: Int, load: @escaping @Sendable (Int) throws -> PartDescription) {
    self.count = count
    self.load = load
  }

  /// The features of captures, computed anew each time.
  ///
  /// - Parameters:
  ///   - captures: The parts.
  ///   - extractor: Describes them.
  ///   - pool: The threads to use.
  public init(of captures: CaptureSource, by extractor: FeatureExtractor, on pool: WorkerPool) {
    self.init(count: captures.count) { index in
      PartDescription(try extractor.describe(captures.load(index), on: pool))
    }
  }

  /// Works on every part, several at a time, and hands over the results in order.
  func forEach<Result: Sendable>(
    on pool: WorkerPool, progress: (Int, Int) -> Void,
    _ transform: @escaping @Sendable (PartDescription) throws -> Result, consume: (Result) throws -> Void
  ) throws {
    try pool.forEachInOrder(count) { [load] index in
      try transform(load(index))
    } consume: { index, result in
      try consume(result)
      progress(index + 1, count)
    }
  }
}

extension Detector {
  /// Sets weights and thresholds from the features of good parts; see `calibrate(on:rate:pool:progress:)`.
  mutating func calibrate(
    on validation: FeatureSource, rate: FalseAlarmRate, pool: WorkerPool, progress: FitProgress
  ) throws {
    var parts = CalibrationParts(source: .validation)
    let detector = self
    try validation.forEach(on: pool, progress: progress.reporting(.calibrating)) { part in
      detector.calibrationPart(part, on: pool)
    } consume: { part in
      parts.append(part)
    }
    try setCalibration(from: parts, rate: rate, pool: pool)
  }
}
