import Branches
import MemoryBank
import Tensors

/// A fitted detector: all that is needed to score a capture.
///
/// Fitting, scoring and evaluating go through the same functions, so a part gets the same score, bit for bit, from
/// the detector that was just fitted and from its bundle, whatever the number of threads.
public struct Detector: Sendable {
  /// Every setting that decides the answers.
  public let configuration: DetectorConfiguration

  /// What good parts look like.
  public internal(set) var bank: FusedMemoryBank

  /// What adaptors add; nil when there are none, or training them failed.
  public internal(set) var adapted: AdaptedSpace?

  /// What good parts say about scores.
  public internal(set) var calibration: Calibration

  /// From a capture to the features of its patches.
  public let extractor: FeatureExtractor

  /// A detector that is not calibrated yet: channels count alike, and nothing fails.
  init(configuration: DetectorConfiguration, extractor: FeatureExtractor, bank: FusedMemoryBank) {
    self.configuration = configuration
    self.extractor = extractor
    self.bank = bank
    calibration = .none
  }
}
