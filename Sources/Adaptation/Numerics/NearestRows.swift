import CKernels
import Networks
import Tensors

/// Rows among which the nearest to a query is looked for, with some left out for some queries.
struct NearestRows: Sendable {
  private let rows: Tensor
  private let owners: [Int32]
  private let norms: [Float]

  /// Rows to search.
  ///
  /// - Parameters:
  ///   - rows: `[rows, features]`.
  ///   - owners: The sample that each row comes from; -1 for a row that takes no part.
  ///   - pool: The threads to use.
  init(_ rows: Tensor, owners: [Int32], on pool: WorkerPool) {
    precondition(rows.rows == owners.count, "\(owners.count) owners of rows \(rows.shape)")
    self.rows = rows
    self.owners = owners
    let width = rows.rowCount
    let lengths = pool.tensor(shape: [rows.rows, 1], blockRows: 256) { range, block in
      withElements(of: rows) { elements in
        for (position, row) in range.enumerated() {
          block[position] = assay_squared_length(elements + row * width, width)
        }
      }
    }
    norms = zip(lengths.elements, owners).map { $1 >= 0 ? $0 : .infinity }
  }

  /// Rows that all take part, measured on the calling thread.
  init(_ rows: Tensor) {
    self.rows = rows
    owners = []
    let width = rows.rowCount
    var norms = [Float](repeating: 0, count: rows.rows)
    withElements(of: rows) { elements in
      for row in norms.indices { norms[row] = assay_squared_length(elements + row * width, width) }
    }
    self.norms = norms
  }

  /// The nearest row of each query, found on the calling thread.
  func nearest(to queries: Tensor) -> [Int] {
    nearest(to: queries, 0..<queries.rows, excluding: -1)
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
    let blocks = Self.blocks(of: samples)
    return pool.map(blocks.count) { index in
      let block = blocks[index]
      return nearest(to: queries, block.queries, excluding: queryOwners[block.sample])
    }.flatMap { $0 }
  }

  private func nearest(to queries: Tensor, _ range: Range<Int>, excluding owner: Int32) -> [Int] {
    let norms = norms(excluding: owner)
    let width = rows.rowCount
    var products = [Float](repeating: 0, count: range.count * rows.rows)
    var nearest = [Int32](repeating: -1, count: range.count)
    withElements(of: queries, rows) { queries, elements in
      products.withUnsafeMutableBufferPointer { products in
        guard let products = products.baseAddress else { return }
        MatrixProduct.multiplyTransposed(
          queries + range.lowerBound * width, elements, rows: range.count, columns: rows.rows, depth: width,
          into: products)
        assay_nearest_of_products(
          assay_best_instruction_set(), products, norms, range.count, rows.rows, &nearest)
      }
    }
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
      stride(from: range.lowerBound, to: range.upperBound, by: 128).map { start in
        Block(queries: start..<min(start + 128, range.upperBound), sample: sample)
      }
    }
  }
}
