import Networks
import Tensors

/// Global compactness of one modality (IFC, section 4 of the method):
/// `L_GC = mean_k min_{q in M^G} |g_k - q|`, each distance at most the cap.
package struct GlobalCompactness {
  /// The loss.
  package let value: Float

  /// The derivative with respect to the global features, in their shape.
  package let gradient: Tensor

  /// Measures the global features of a batch.
  ///
  /// - Parameters:
  ///   - globals: Global features, `[globals, features]`, sample after sample.
  ///   - samples: Which globals belong to which sample.
  ///   - owners: The number of each sample in the training set; its own entries take no part.
  ///   - memory: `M^G`.
  ///   - cap: The largest distance that counts.
  ///   - pool: The threads to use.
  package init(
    of globals: Tensor, samples: TokenSamples, owners: [Int32], memory: FeatureMemory, cap: Float,
    on pool: WorkerPool
  ) {
    let distance = NearestMemoryDistance(
      of: globals, samples: samples, owners: owners, memory: memory, cap: cap, on: pool)
    value = distance.value
    gradient = distance.gradient
  }
}
