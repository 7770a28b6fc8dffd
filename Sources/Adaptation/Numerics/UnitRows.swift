import CKernels
import Networks
import Tensors

/// Rows scaled to length one, and the way back for gradients.
struct UnitRows: Sendable {
  /// The rows of length one; a row of zeros stays zero.
  let rows: Tensor

  private let lengths: [Float]

  /// Lengths below which a row counts as zero, as in PyTorch's `normalize`.
  private static let leastLength: Float = 1e-12

  /// Scales the rows of a matrix.
  init(_ matrix: Tensor, on pool: WorkerPool) {
    let width = matrix.rowCount
    let lengths = pool.tensor(shape: [matrix.rows, 1], blockRows: 128) { rows, block in
      withElements(of: matrix) { elements in
        for (position, row) in rows.enumerated() {
          let squared = assay_squared_length(elements + row * width, width)
          block[position] = max(squared.squareRoot(), Self.leastLength)
        }
      }
    }.elements
    rows = pool.tensor(shape: matrix.shape, blockRows: 128) { rows, block in
      withElements(of: matrix) { elements in
        for (position, row) in rows.enumerated() {
          let factor = 1 / lengths[row]
          var column = 0
          while column < width {
            block[position &* width &+ column] = elements[row &* width &+ column] * factor
            column &+= 1
          }
        }
      }
    }
    self.lengths = lengths
  }

  /// The gradient with respect to the matrix, `(g - u (u · g)) / |x|`.
  func backward(_ gradient: Tensor, on pool: WorkerPool) -> Tensor {
    precondition(gradient.shape == rows.shape, "gradient \(gradient.shape) of rows \(rows.shape)")
    let width = rows.rowCount
    return pool.tensor(shape: rows.shape, blockRows: 128) { [lengths] range, block in
      withElements(of: gradient, rows) { gradient, units in
        guard let block = block.baseAddress else { return }
        for (position, row) in range.enumerated() {
          assay_unit_row_backward(
            assay_best_instruction_set(),
            units + row * width, gradient + row * width, width, 1 / lengths[row], block + position * width)
        }
      }
    }
  }
}
