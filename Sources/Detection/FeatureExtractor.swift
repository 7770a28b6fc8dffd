import Branches
import Tensors

/// The first half of the pipeline: from a capture to the features of its patches.
public struct FeatureExtractor: Sendable {
  /// From capture to view.
  public let preprocessor: Preprocessor

  /// The branch that sees the image.
  public let appearance: any PatchBranch

  /// The branch that sees the cloud.
  public let geometry: any PatchBranch

  /// Puts together the branches that a configuration names.
  ///
  /// - Parameters:
  ///   - configuration: The settings.
  ///   - networks: The networks that the settings refer to.
  public init(_ configuration: DetectorConfiguration, networks: NetworkBranches = NetworkBranches()) {
    let grid = configuration.preprocessing.grid
    preprocessor = Preprocessor(options: configuration.preprocessing, seed: configuration.seed)
    appearance = configuration.appearance.branch(over: grid, network: networks.appearance)
    geometry = configuration.geometry.branch(over: grid, network: networks.geometry)
  }

  /// Describes every patch of a capture, also those without the part.
  public func describe(_ capture: Capture, on pool: WorkerPool) throws(DetectionError) -> DescribedPart {
    let part = try preprocessor.prepare(capture, on: pool)
    return DescribedPart(
      part: part, appearance: appearance.features(of: part.view, on: pool),
      geometry: geometry.features(of: part.view, on: pool))
  }
}
