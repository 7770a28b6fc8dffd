import Branches
import Detection

/// The settings of a detector, and the networks that they refer to.
struct DetectorSetup {
  /// Every setting that decides an answer.
  let configuration: DetectorConfiguration

  /// The networks whose weights were read from files.
  let networks: NetworkBranches

  /// From a capture to the features of its patches.
  let extractor: FeatureExtractor

  /// Puts settings and networks together.
  init(_ configuration: DetectorConfiguration, networks: NetworkBranches = NetworkBranches()) {
    self.configuration = configuration
    self.networks = networks
    extractor = FeatureExtractor(configuration, networks: networks)
  }

  /// The settings of a fitted detector.
  init(_ detector: Detector) {
    configuration = detector.configuration
    networks = NetworkBranches()
    extractor = detector.extractor
  }
}
