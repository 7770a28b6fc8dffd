import CKernels
import Networks
import Tensors

/// Intra-modal compactness (IFC, section 4 of the method): the mean distance of features to the nearest entry of a memory,
/// each at most the cap, and its gradient.
///
/// Of adapted patches `F'` it is `L_LC = mean_j min_{q in M^L} |F'_j - q|`, of global features `g`
/// `L_GC = mean_k min_{q in M^G} |g_k - q|`.
package struct CompactnessLoss {
  /// The mean over all features of `min(cap, distance)`.
  package let value: Float

  /// The derivative with respect to the features, in their shape.
  package let gradient: Tensor

  /// Measures features.
  ///
  /// A feature without an entry to compare with counts as zero; one beyond the cap, or equal to its entry, is not moved.
  ///
  /// - Parameters:
  ///   - features: `[features, width]`, sample after sample.
  ///   - samples: Which features belong to which sample.
  ///   - owners: The owner of each sample, whose entries take no part.
  ///   - memory: Entries to compare with; they are constants.
  ///   - cap: The largest distance that counts.
  ///   - pool: The threads to use.
  package init(
    of features: Tensor, samples: TokenSamples, owners: [Int32], memory: FeatureMemory, cap: Float,
    on pool: WorkerPool
  ) {
    let entries = memory.nearest(to: features, samples: samples, sampleOwners: owners, on: pool)
    let distances = entries.map { $0.row >= 0 ? $0.squaredDistance.squareRoot() : 0 }
    let count = Float(max(features.rows, 1))
    value = Float(distances.reduce(0) { $0 + Double(min($1, cap)) } / Double(count))
    let width = features.rowCount
    gradient = Tensor(shape: features.shape) { gradient in
      pool.forEachRows(of: features.rows) { rows in
        for row in rows {
          let target = gradient.slice(row * width..<(row + 1) * width)
          guard distances[row] > 0, distances[row] < cap else {
            target.update(repeating: 0)
            continue
          }
          withElements(of: features, memory.rows) { features, memory in
            assay_scaled_difference(
              assay_best_instruction_set(), features + row * width, memory + entries[row].row * width,
              1 / (count * distances[row]), width, target.baseAddress)
          }
        }
      }
    }
  }
}
