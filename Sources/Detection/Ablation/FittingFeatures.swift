import Branches
import Tensors

/// The features of good parts in memory: one pass over the data for any number of detectors.
public struct FittingFeatures: Sendable {
  /// The settings, with the view that was chosen for the parts.
  let configuration: DetectorConfiguration

  /// What made the features.
  let extractor: FeatureExtractor

  /// The parts to fill the memory bank with.
  let training: TrainingRows

  /// The parts to calibrate on.
  let validation: [PartDescription]

  /// Describes good parts.
  ///
  /// - Parameters:
  ///   - configuration: The settings.
  ///   - networks: The networks that the settings refer to.
  ///   - training: Good parts to fill the memory bank with.
  ///   - validation: Good parts to calibrate on.
  ///   - pool: The threads to use; the features do not depend on them.
  ///   - progress: Is told how far the work is.
  /// - Throws: What reading a capture throws, or `DetectionError`.
  public init(
    _ configuration: DetectorConfiguration, networks: NetworkBranches = NetworkBranches(),
    training: CaptureSource, validation: CaptureSource, on pool: WorkerPool,
    progress: FitProgress = FitProgress()
  ) throws {
    let configuration = try configuration.showing(training, on: pool)
    let extractor = FeatureExtractor(configuration, networks: networks)
    let report = progress.reporting(.describing)
    let total = training.count + validation.count
    var rows = TrainingRows()
    try FeatureSource(of: training, by: extractor, on: pool).forEach(on: pool) { done in
      report(done, total)
    } consume: { part in
      rows.append(part.rows, expectedParts: training.count)
    }
    var parts: [PartDescription] = []
    try FeatureSource(of: validation, by: extractor, on: pool).forEach(on: pool) { done in
      report(training.count + done, total)
    } consume: { part in
      parts.append(part)
    }
    self.configuration = configuration
    self.extractor = extractor
    self.training = rows
    self.validation = parts
  }
}

extension FeatureSource {
  /// Hands over the features of every part, in order.
  fileprivate func forEach(
    on pool: WorkerPool, progress: (Int) -> Void, consume: (PartDescription) throws -> Void
  ) throws {
    try forEach(on: pool, progress: { done, _ in progress(done) }, { $0 }, consume: consume)
  }
}
