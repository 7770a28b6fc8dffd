import CKernels
import Networks
import Tensors

/// Rows scaled to length one, and the way back for gradients.
struct UnitRows: Sendable {
  /// The rows of length one; a row of zeros stays zero.
  let rows: BorrowedRows

  /// One over each row's length.
  private let inverses: BorrowedFloats

  /// Lengths below which a row counts as zero, as in PyTorch's `normalize`.
  private static let leastLength: Float = 1e-12

  /// Scales the rows of a matrix.
  init(_ matrix: BorrowedRows, on pool: WorkerPool) {
    let units = BorrowedRows(count: matrix.count, width: matrix.width, on: pool)
    let inverses = pool.floats(matrix.count)
    pool.forEachRows(of: matrix.count) { rows in
      for row in rows {
        let length = assay_squared_length(matrix.row(row), matrix.width).squareRoot()
        inverses.start[row] = 1 / max(length, Self.leastLength)
        assay_scale(
          assay_best_instruction_set(), matrix.row(row), inverses.start[row], matrix.width, units.row(row))
      }
    }
    (rows, self.inverses) = (units, inverses)
  }

  /// Turns the gradients of some rows into those of the matrix, `(g - u (u · g)) / |x|`, in place.
  func differentiate(_ gradients: BorrowedRows, of range: Range<Int>) {
    for row in range {
      assay_unit_row_backward(
        assay_best_instruction_set(), rows.row(row), gradients.row(row), rows.width, inverses.start[row],
        gradients.row(row))
    }
  }
}
