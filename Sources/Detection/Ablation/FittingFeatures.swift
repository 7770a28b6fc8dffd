import Branches
import Tensors

/// The features of good parts: all that fitting needs once images and clouds have been read.
///
/// One pass over the data makes them; any number of detectors can be fitted to them.
public struct FittingFeatures: Sendable {
  /// The settings, with the view that was chosen for the parts.
  public let configuration: DetectorConfiguration

  /// From a capture to the features of its patches.
  let extractor: FeatureExtractor

  /// The parts to fill the memory bank with.
  let training: PartFeatures

  /// The parts to calibrate on; none when the training parts are cross-fitted.
  let validation: PartFeatures

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
    training: CaptureSource, validation: CaptureSource = .empty, on pool: WorkerPool,
    progress: FitProgress = FitProgress()
  ) throws {
    guard training.count >= Detector.minimumTrainingParts else {
      throw DetectionError.tooFewParts(found: training.count, needed: Detector.minimumTrainingParts)
    }
    var configuration = configuration
    configuration.preprocessing.viewShare = try Detector.viewShare(of: training, configuration, on: pool)
    let extractor = FeatureExtractor(configuration, networks: networks)
    self.configuration = configuration
    self.extractor = extractor
    let total = training.count + validation.count
    let report = progress.reporting(.describing)
    self.training = try PartFeatures(training, extractor, on: pool) { done in report(done, total) }
    self.validation = try PartFeatures(validation, extractor, on: pool) { [count = training.count] done in
      report(count + done, total)
    }
  }
}

/// The features of some parts, and where their patches lie.
struct PartFeatures: Sendable {
  /// The patches of all parts, part after part.
  private(set) var rows = TrainingRows()

  /// Where the patches of each part lie.
  private(set) var placements: [PatchPlacement] = []

  /// The number of parts.
  var count: Int { placements.count }

  /// Describes every capture of a source, in order.
  init(
    _ source: CaptureSource, _ extractor: FeatureExtractor, on pool: WorkerPool, progress: (Int) -> Void
  ) throws {
    try source.forEach(on: pool, progress: { done, _ in progress(done) }) { capture in
      let described = try extractor.describe(capture, on: pool)
      return (rows: described.rows, placement: described.part.placement)
    } consume: { part in
      rows.append(part.rows, expectedParts: source.count)
      placements.append(part.placement)
    }
  }
}
