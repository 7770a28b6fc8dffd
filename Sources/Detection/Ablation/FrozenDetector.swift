import Adaptation
import MemoryBank
import Tensors

/// A detector without adaptors and thresholds, ready to be finished in several ways.
///
/// The distances of the calibration parts to the bank are kept, so that another kind of adaptors costs its training
/// alone.
public struct FrozenDetector: Sendable {
  private let features: FittingFeatures
  private let detector: Detector
  private let distances: [PatchDistances]

  /// Fills the memory bank and compares the calibration parts with it.
  ///
  /// - Parameters:
  ///   - features: Good parts, some of them to calibrate on.
  ///   - seed: The seed of every draw from here on.
  ///   - pool: The threads to use; the result does not depend on them.
  ///   - progress: Is told how far the work is.
  /// - Throws: `MemoryBankError`.
  public init(
    _ features: FittingFeatures, seed: UInt64, on pool: WorkerPool, progress: FitProgress = FitProgress()
  ) throws {
    precondition(!features.validation.isEmpty, "no part to calibrate on")
    var configuration = features.configuration
    configuration.seed = seed
    let detector = try Detector(
      remembering: features.training, configuration: configuration, extractor: features.extractor, on: pool,
      progress: progress)
    self.features = features
    self.detector = detector
    let report = progress.reporting(.calibrating)
    distances = try features.validation.enumerated().map { index, part in
      report(index + 1, features.validation.count)
      return try detector.search(part.rows, on: pool)
    }
  }

  /// Finishes the detector: trains adaptors, if they are wanted, and calibrates.
  ///
  /// - Parameters:
  ///   - adaptation: How to train adaptors; nil for none.
  ///   - rate: The false-alarm rate to promise.
  ///   - pool: The threads to use; the result does not depend on them.
  ///   - progress: Is told how far the work is.
  /// - Returns: A detector that is ready to score.
  /// - Throws: `MemoryBankError`, or `DetectionError.tooFewForRate`.
  public func finished(
    adaptation: AdaptationOptions?, rate: FalseAlarmRate, on pool: WorkerPool,
    progress: FitProgress = FitProgress()
  ) throws -> Detector {
    var configuration = detector.configuration
    configuration.adaptation = adaptation
    var finished = Detector(configuration: configuration, extractor: detector.extractor, bank: detector.bank)
    try finished.adapt(
      to: features.training, by: AdaptorTraining(progress: progress.reporting(.adapting)), on: pool)
    try finished.setCalibration(from: try calibration(by: finished, on: pool), rate: rate, pool: pool)
    return finished
  }

  /// The distances of the calibration parts that a detector with this frozen bank finds.
  private func calibration(by detector: Detector, on pool: WorkerPool) throws -> CalibrationParts {
    var parts = CalibrationParts(source: .validation)
    for (part, frozen) in zip(features.validation, distances) {
      let adapted = try detector.adaptedDistances(of: part.rows, on: pool)
      parts.append(CalibrationParts.Part(distances: frozen.with(adapted), placement: part.placement))
    }
    return parts
  }
}
