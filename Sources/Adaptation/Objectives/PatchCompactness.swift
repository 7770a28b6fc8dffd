import Networks
import Tensors

/// Local compactness of one modality (IFC, section 4 of the method):
/// `L_LC = mean_j min_{q in M^L} |F'_j - q|`, each distance at most the cap.
package struct PatchCompactness {
  /// The loss.
  package let value: Float

  /// The derivative with respect to the adapted patches, in their shape.
  package let gradient: Tensor

  /// Measures the adapted patches of a batch.
  ///
  /// - Parameters:
  ///   - patches: Adapted patches, `[patches, features]`, sample after sample.
  ///   - samples: Which patches belong to which sample.
  ///   - owners: The number of each sample in the training set; its own entries take no part.
  ///   - memory: `M^L`.
  ///   - cap: The largest distance that counts.
  ///   - pool: The threads to use.
  package init(
    of patches: Tensor, samples: TokenSamples, owners: [Int32], memory: FeatureMemory, cap: Float,
    on pool: WorkerPool
  ) {
    let distance = NearestMemoryDistance(
      of: patches, samples: samples, owners: owners, memory: memory, cap: cap, on: pool)
    value = distance.value
    gradient = distance.gradient
  }
}
