import CKernels
import Tensors

/// The distances of a query to rows in memory, from the differences of their features.
struct QueryDistances: RowDistances {
  static let areExact = true

  private let query: Int
  private let queries: Tensor
  private let rows: Tensor
  private let columns: [Range<Int>]

  /// The distances from one of the queries, added up over modalities with these columns.
  init(of query: Int, in queries: Tensor, to rows: Tensor, columns: [Range<Int>]) {
    self.query = query
    self.queries = queries
    self.rows = rows
    self.columns = columns
  }

  func measure(_ indices: ArraySlice<Int32>) -> MeasuredDistances {
    let squares = indices.count < Self.groupRows ? oneByOne(indices) : together(indices)
    return MeasuredDistances(least: squares, most: squares)
  }

  private func oneByOne(_ indices: ArraySlice<Int32>) -> SIMD4<Float> {
    var squares = SIMD4<Float>()
    for (position, row) in indices.enumerated() {
      squares[position] = rows.withRows(Int(row)..<Int(row) + 1) { row in
        squaredDistance(of: query, in: queries, to: row, columns: columns)
      }
    }
    return squares
  }

  private func together(_ indices: ArraySlice<Int32>) -> SIMD4<Float> {
    let width = rows.rowCount
    return queries.withUnsafeElements { queries in
      rows.withUnsafeElements { rows in
        indices.withUnsafeBufferPointer { indices in
          guard let query = queries.baseAddress.map({ $0 + query * width }), let rows = rows.baseAddress
          else { return SIMD4() }
          return columns.reduce(into: SIMD4<Float>()) { sums, columns in
            let first = columns.lowerBound
            var squares = SIMD4<Float>()
            withUnsafeMutableBytes(of: &squares) { squares in
              assay_squared_distances(
                query + first, rows + first, width, columns.count, indices.baseAddress, indices.count,
                squares.assumingMemoryBound(to: Float.self).baseAddress)
            }
            sums += squares
          }
        }
      }
    }
  }
}
