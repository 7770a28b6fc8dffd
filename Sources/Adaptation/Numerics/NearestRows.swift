import CKernels
import Networks
import Tensors

/// A few rows among which the nearest to a query is looked for, such as centres of clusters.
///
/// All dot products of some queries and all rows are made at once, and looked through while they are in the cache.
struct NearestRows: Sendable {
  private let factor: PackedFactor
  private let norms: [Float]

  /// Queries of one step: whole register tiles.
  private static let stepQueries = 56

  /// Rows to search, `[rows, features]`.
  init(_ rows: Tensor, on pool: WorkerPool) {
    factor = PackedFactor(transposed: rows, on: pool)
    let width = rows.rowCount
    var norms = [Float](repeating: 0, count: rows.rows)
    withElements(of: rows) { elements in
      for row in norms.indices { norms[row] = assay_squared_length(elements + row * width, width) }
    }
    self.norms = norms
  }

  /// The nearest row of each of `count` queries, found on the calling thread.
  func nearest(to queries: UnsafePointer<Float>, count: Int, on pool: WorkerPool) -> [Int] {
    let products = pool.floats(Self.stepQueries * factor.columns)
    return stride(from: 0, to: count, by: Self.stepQueries).flatMap { start in
      let step = min(Self.stepQueries, count - start)
      var nearest = [Int32](repeating: -1, count: step)
      factor.multiply(
        queries + start * factor.depth, stride: factor.depth, rows: step, into: products.start,
        resultStride: factor.columns)
      assay_nearest_of_products(
        assay_best_instruction_set(), products.start, norms, step, factor.columns, &nearest)
      return nearest.map(Int.init)
    }
  }
}
