import CKernels
import Networks
import Tensors

/// Rows among which the nearest to a query is looked for, with some left out for some queries.
///
/// All dot products of a few queries and all rows are made at once, and looked through while they are in the cache.
struct NearestRows: Sendable {
  private let factor: PackedFactor
  private let owners: [Int32]
  private let norms: [Float]

  /// Queries of one task: whole register tiles.
  private static let taskQueries = 56

  /// Rows to search.
  ///
  /// - Parameters:
  ///   - rows: `[rows, features]`.
  ///   - owners: The sample that each row comes from, -1 for a row that takes no part; empty when all rows do.
  ///   - pool: The threads to use.
  init(_ rows: Tensor, owners: [Int32] = [], on pool: WorkerPool) {
    precondition(
      owners.isEmpty || rows.rows == owners.count, "\(owners.count) owners of rows \(rows.shape)")
    self.owners = owners
    let width = rows.rowCount
    factor = PackedFactor(transposed: rows, on: pool)
    let lengths = pool.tensor(shape: [rows.rows, 1], blockRows: 256) { range, block in
      withElements(of: rows) { elements in
        for (position, row) in range.enumerated() {
          block[position] = assay_squared_length(elements + row * width, width)
        }
      }
    }
    norms =
      owners.isEmpty ? lengths.elements : zip(lengths.elements, owners).map { $1 >= 0 ? $0 : .infinity }
  }

  /// The nearest row of each query, -1 where there is none.
  ///
  /// - Parameters:
  ///   - queries: `[queries, features]`.
  ///   - samples: Which queries belong to which sample.
  ///   - queryOwners: The owner of each sample; its own rows are left out.
  ///   - pool: The threads to use.
  /// - Returns: Positions of rows, one for each query.
  func nearest(
    to queries: Tensor, samples: TokenSamples, queryOwners: [Int32], on pool: WorkerPool
  ) -> [Int] {
    let lengths = queryOwners.map { norms(excluding: $0) }
    let blocks = Self.blocks(of: samples)
    return pool.map(blocks.count) { index in
      let (block, width) = (blocks[index], queries.rowCount)
      var nearest: [Int] = []
      withElements(of: queries) { elements in
        nearest = self.nearest(
          to: elements + block.queries.lowerBound * width, count: block.queries.count,
          norms: lengths[block.sample], on: pool)
      }
      return nearest
    }.flatMap { $0 }
  }

  /// The nearest row of each of `count` queries, found on the calling thread.
  func nearest(to queries: UnsafePointer<Float>, count: Int, on pool: WorkerPool) -> [Int] {
    stride(from: 0, to: count, by: Self.taskQueries).flatMap { start in
      nearest(
        to: queries + start * factor.depth, count: min(Self.taskQueries, count - start), norms: norms,
        on: pool)
    }
  }

  private func nearest(
    to queries: UnsafePointer<Float>, count: Int, norms: [Float], on pool: WorkerPool
  ) -> [Int] {
    let products = pool.floats(count * factor.columns)
    var nearest = [Int32](repeating: -1, count: count)
    factor.multiply(
      queries, stride: factor.depth, rows: count, into: products.start, resultStride: factor.columns)
    assay_nearest_of_products(
      assay_best_instruction_set(), products.start, norms, count, factor.columns, &nearest)
    return nearest.map(Int.init)
  }

  private func norms(excluding owner: Int32) -> [Float] {
    guard owners.contains(owner) else { return norms }
    return zip(norms, owners).map { $1 == owner ? .infinity : $0 }
  }

  /// The queries of one task, all of one sample.
  private struct Block: Sendable {
    let queries: Range<Int>
    let sample: Int
  }

  private static func blocks(of samples: TokenSamples) -> [Block] {
    samples.ranges.enumerated().flatMap { sample, range in
      stride(from: range.lowerBound, to: range.upperBound, by: taskQueries).map { start in
        Block(queries: start..<min(start + taskQueries, range.upperBound), sample: sample)
      }
    }
  }
}
