import CKernels
import Tensors

/// The squared distance of a query and a row, added up over modalities with some columns.
func squaredDistance(
  of query: Int, in queries: Tensor, to row: UnsafeBufferPointer<Float>, columns: [Range<Int>]
) -> Float {
  queries.withRows(query..<query + 1) { query in
    guard let query = query.baseAddress, let row = row.baseAddress else { return 0 }
    return columns.reduce(Float(0)) { sum, columns in
      let first = columns.lowerBound
      return sum + assay_squared_distance(query + first, row + first, columns.count)
    }
  }
}
