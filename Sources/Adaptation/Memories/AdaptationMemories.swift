import Networks
import Tensors

/// The memories of one modality.
struct ModalityMemories: Sendable, Equatable {
  /// Adapted patches, `M^L`.
  var patches: FeatureMemory

  /// Global features, `M^G`.
  var globals: FeatureMemory

  init(features: Int, options: CompactnessOptions) {
    patches = FeatureMemory(capacity: options.patchMemory, features: features)
    globals = FeatureMemory(capacity: options.globalMemory, features: features)
  }

  /// Whether there is enough to compare with.
  var isReady: Bool { patches.isFull && globals.isFull }
}

typealias AdaptationMemories = ModalityPair<ModalityMemories>

extension AdaptationMemories {
  /// Whether there is enough to compare with in both modalities.
  var isReady: Bool { appearance.isReady && geometry.isReady }

  /// Takes in the features of one step: some patches of each sample, the same in both modalities, and all its globals.
  mutating func append(
    _ result: AdaptationObjective.Result, of batch: SampleBatch, intake: Int, random: RandomStream
  ) {
    for (sample, range) in batch.samples.ranges.enumerated() {
      let owner = batch.owners[sample]
      var stream = random.stream("intake \(sample)")
      let chosen = stream.distinctIndices(min(intake, range.count), below: range.count)
        .map { $0 + range.lowerBound }
      appearance.patches.append(result.adapted.appearance.rows(at: chosen), owner: owner)
      geometry.patches.append(result.adapted.geometry.rows(at: chosen), owner: owner)
      let instances = Array(result.instances.ranges[sample])
      appearance.globals.append(result.globals.appearance.rows(at: instances), owner: owner)
      geometry.globals.append(result.globals.geometry.rows(at: instances), owner: owner)
    }
  }
}
