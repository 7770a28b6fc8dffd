import Networks
import Tensors

/// A matrix in a product: as it is, or with rows and columns exchanged.
struct Factor {
  let matrix: Tensor
  let isTransposed: Bool

  init(_ matrix: Tensor) { (self.matrix, isTransposed) = (matrix, false) }

  init(transposed matrix: Tensor) { (self.matrix, isTransposed) = (matrix, true) }

  var rows: Int { isTransposed ? matrix.rowCount : matrix.rows }
  var columns: Int { isTransposed ? matrix.rows : matrix.rowCount }

  /// The operand that begins at a row of the factor.
  func operand(_ elements: UnsafePointer<Float>, from row: Int = 0) -> MatrixOperand {
    MatrixOperand(
      elements + (isTransposed ? row : row * matrix.rowCount), stride: matrix.rowCount,
      isTransposed: isTransposed)
  }
}

extension Tensor {
  /// Adds `left · right` to this matrix in fixed blocks of rows.
  mutating func add(_ left: Factor, times right: Factor, on pool: WorkerPool) {
    precondition(
      shape == [left.rows, right.columns] && left.columns == right.rows,
      "\([left.rows, left.columns]) times \([right.rows, right.columns]) into \(shape)")
    let (columns, depth) = (right.columns, left.columns)
    pool.fillRows(of: &self, blockRows: 96) { rows, block in
      withElements(of: left.matrix, right.matrix) { first, second in
        guard let block = block.baseAddress else { return }
        MatrixProduct.multiply(
          left.operand(first, from: rows.lowerBound), right.operand(second), rows: rows.count,
          columns: columns, depth: depth, into: block, stride: columns, isAdding: true)
      }
    }
  }

  /// `left · right` in fixed blocks of rows.
  static func product(_ left: Factor, _ right: Factor, on pool: WorkerPool) -> Tensor {
    var result = Tensor(shape: [left.rows, right.columns])
    result.add(left, times: right, on: pool)
    return result
  }
}
