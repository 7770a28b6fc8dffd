import Networks
import Tensors

/// The mean distance of features to the nearest entry of a memory, and its gradient; both compactness terms have this form.
struct NearestMemoryDistance {
  /// The mean over all features of `min(cap, distance)`.
  let value: Float

  /// The derivative with respect to the features, in their shape.
  let gradient: Tensor

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
  init(
    of features: Tensor, samples: TokenSamples, owners: [Int32], memory: FeatureMemory, cap: Float,
    on pool: WorkerPool
  ) {
    let entries = NearestRows(memory.rows, owners: memory.owners, on: pool)
    let nearest = entries.nearest(to: features, samples: samples, queryOwners: owners, on: pool)
    let distances = pool.tensor(shape: [features.rows, 1], blockRows: 128) { rows, block in
      for (position, row) in rows.enumerated() where nearest[row] >= 0 {
        block[position] = RowDistance.squared(features, row, memory.rows, nearest[row]).squareRoot()
      }
    }.elements
    let count = Float(max(features.rows, 1))
    value = Float(distances.reduce(0) { $0 + Double(min($1, cap)) } / Double(count))
    let width = features.rowCount
    gradient = pool.tensor(shape: features.shape, blockRows: 128) { rows, block in
      withElements(of: features, memory.rows) { features, entries in
        guard let block = block.baseAddress else { return }
        for (position, row) in rows.enumerated() where distances[row] > 0 && distances[row] < cap {
          let factor = 1 / (count * distances[row])
          let (feature, entry) = (features + row * width, entries + nearest[row] * width)
          let target = block + position * width
          var column = 0
          while column < width {
            target[column] = (feature[column] - entry[column]) * factor
            column &+= 1
          }
        }
      }
    }
  }
}
