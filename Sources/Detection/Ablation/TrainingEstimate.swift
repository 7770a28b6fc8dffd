import Adaptation
import Branches
import Dispatch
import Tensors

/// What training one pair of adaptors will take, to be said before it starts.
public struct TrainingEstimate: Sendable {
  /// Seconds for all steps.
  public let seconds: Double

  /// Times one step on random patches that fill the view.
  ///
  /// - Parameters:
  ///   - options: How to train.
  ///   - configuration: The settings of the detector.
  ///   - networks: The networks that the settings refer to.
  ///   - parts: Good parts to train on.
  ///   - pool: The threads to use.
  /// - Throws: Nothing in fact: the patches are in memory.
  public init(
    _ options: AdaptationOptions, _ configuration: DetectorConfiguration, networks: NetworkBranches,
    parts: Int, on pool: WorkerPool
  ) throws {
    let extractor = FeatureExtractor(configuration, networks: networks)
    let patches = configuration.preprocessing.grid.patchCount
    func random(_ features: Int, _ seed: UInt64) -> Tensor {
      var stream = RandomStream(seed: seed)
      return Tensor(
        shape: [patches, features], elements: (0..<patches * features).map { _ in stream.normal() })
    }
    let sample = SampleFeatures(
      appearance: random(extractor.appearance.featureCount, 1),
      geometry: random(extractor.geometry.featureCount, 2))
    let samples = TrainingSamples(
      count: max(parts, 1), appearanceFeatures: extractor.appearance.featureCount,
      geometryFeatures: extractor.geometry.featureCount
    ) { _ in sample }
    var trainer = AdaptationTrainer(on: samples, options: options, seed: 0)
    let start = DispatchTime.now().uptimeNanoseconds
    _ = try trainer.step(on: pool)
    let step = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
    seconds = step * Double(options.stepCount)
  }
}
