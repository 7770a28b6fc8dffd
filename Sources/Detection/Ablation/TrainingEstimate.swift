import Adaptation
import Branches

/// What training one pair of adaptors will take, to be said before it starts.
public struct TrainingEstimate: Sendable {
  /// Seconds for all steps and for filling the shared space.
  public let seconds: Double

  /// An estimate for parts that fill their whole view.
  ///
  /// - Parameters:
  ///   - options: How to train.
  ///   - configuration: The settings of the detector.
  ///   - networks: The networks that the settings refer to.
  ///   - parts: Good parts to train on.
  ///   - threads: Threads to work on.
  /// - Throws: `MemoryBankError` when the budget keeps no row.
  public init(
    _ options: AdaptationOptions, _ configuration: DetectorConfiguration, networks: NetworkBranches,
    parts: Int, threads: Int
  ) throws {
    let extractor = FeatureExtractor(configuration, networks: networks)
    seconds = try AdaptationEstimate(
      options, extractor, parts: parts, patches: configuration.preprocessing.grid.patchCount,
      bank: configuration.bank,
      threads: threads
    ).seconds
  }
}
