import Adaptation
import MemoryBank
import Tensors

/// The patches of good parts after the adaptors.
struct AdaptedTrainingPatches {
  /// As the adaptors describe them.
  let features: TrainingPatches

  /// In the shared space.
  let shared: TrainingPatches

  /// Adapts every sample.
  ///
  /// - Parameters:
  ///   - samples: The samples, as the adaptors take them.
  ///   - adaptors: The adaptors.
  ///   - owners: The part of each sample.
  ///   - pool: The threads to use.
  /// - Throws: What reading a sample throws.
  init(of samples: TrainingSamples, by adaptors: AdaptorPair, owners: [Int32], on pool: WorkerPool) throws {
    var (features, shared) = (TrainingRows(), TrainingRows())
    var rowOwners: [Int32] = []
    for index in 0..<samples.count {
      let adapted = adaptors.adapt(try samples.load(index), on: pool)
      let count = adapted.disagreement.count
      features.append(Self.rows(adapted.appearance, adapted.geometry), expectedParts: samples.count)
      shared.append(
        Self.rows(adapted.sharedAppearance, adapted.sharedGeometry), expectedParts: samples.count)
      rowOwners += [Int32](repeating: owners[index], count: count)
    }
    self.features = Self.patches(features, rowOwners)
    self.shared = Self.patches(shared, rowOwners)
  }

  private static func rows(_ appearance: Tensor, _ geometry: Tensor) -> PartRows {
    PartRows(
      appearance: appearance, geometry: geometry,
      hasGeometry: [Bool](repeating: true, count: appearance.rows))
  }

  private static func patches(_ rows: TrainingRows, _ owners: [Int32]) -> TrainingPatches {
    let patches = rows.patches
    return TrainingPatches(
      appearance: patches.appearance, geometry: patches.geometry, hasGeometry: patches.hasGeometry,
      owners: owners)
  }
}
