import CKernels
import Networks
import Tensors

/// Rows scaled to length one, and the way back for gradients.
struct UnitRows: Sendable {
  /// The rows of length one; a row of zeros stays zero.
  let rows: Tensor

  /// One over each row's length.
  private let inverses: BorrowedFloats

  /// Lengths below which a row counts as zero, as in PyTorch's `normalize`.
  private static let leastLength: Float = 1e-12

  /// Scales the rows of a matrix.
  init(_ matrix: Tensor, on pool: WorkerPool) {
    let width = matrix.rowCount
    let inverses = pool.floats(matrix.rows)
    rows = Tensor(shape: matrix.shape) { units in
      pool.forEachRows(of: matrix.rows) { range in
        withElements(of: matrix) { elements in
          for row in range {
            let (values, start) = (elements + row * width, row * width)
            let length = assay_squared_length(values, width).squareRoot()
            inverses.start[row] = 1 / max(length, Self.leastLength)
            assay_scale(
              assay_best_instruction_set(), values, inverses.start[row], width,
              units.slice(start..<start + width).baseAddress)
          }
        }
      }
    }
    self.inverses = inverses
  }

  /// Turns the gradients of some rows into those of the matrix, `(g - u (u · g)) / |x|`, in place.
  func differentiate(_ gradients: UnsafeMutablePointer<Float>, of range: Range<Int>) {
    let width = rows.rowCount
    withElements(of: rows) { units in
      for (position, row) in range.enumerated() {
        let gradient = gradients + position * width
        assay_unit_row_backward(
          assay_best_instruction_set(), units + row * width, gradient, width, inverses.start[row], gradient)
      }
    }
  }
}
