import CKernels
import Tensors

/// The distances of a query to rows, from the differences of their features.
struct QueryDistances {
  private let query: Int
  private let queries: Tensor
  private let rows: Tensor
  private let columns: [Range<Int>]

  /// The distances of one kind from one of the queries.
  init(of query: Int, in queries: Tensor, _ search: NearestRowSearch, _ channel: Int) {
    self.query = query
    self.queries = queries
    rows = search.rows
    columns = search.modalities(of: channel).map { search.parts[$0].columns }
  }

  /// The squared distance to a row: the sum over the modalities.
  func squared(to row: Int) -> Float {
    let width = rows.shape[1]
    return queries.withUnsafeElements { queries in
      rows.withUnsafeElements { rows in
        guard let query = queries.baseAddress.map({ $0 + query * width }),
          let row = rows.baseAddress.map({ $0 + row * width })
        else { return 0 }
        return columns.reduce(Float(0)) { sum, columns in
          let first = columns.lowerBound
          return sum + assay_squared_distance(query + first, row + first, columns.count)
        }
      }
    }
  }

  /// The rows that are measured side by side.
  static let groupRows = Int(ASSAY_DISTANCE_ROWS)

  /// The squared distances to the first `groupRows` of some rows; those that follow are fetched in the meantime.
  func squared(toFirstOf indices: ArraySlice<Int32>) -> SIMD4<Float> {
    precondition(indices.count >= Self.groupRows, "\(indices.count) rows")
    let width = rows.shape[1]
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
