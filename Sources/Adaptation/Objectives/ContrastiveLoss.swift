import CKernels
import Networks
import Tensors

/// The symmetric contrastive loss of rows that belong together in pairs; both consistency terms have this form.
///
/// With `a`, `b` the rows at length one and `s_jk = a_j · b_k / T`, it is
/// `- mean_j log(exp s_jj / Σ_k exp s_jk) - mean_j log(exp s_jj / Σ_k exp s_kj)`.
struct ContrastiveLoss {
  /// The loss, at least zero.
  let value: Float

  /// The derivative with respect to the first rows, in their shape.
  let firstGradient: Tensor

  /// The derivative with respect to the second rows, in their shape.
  let secondGradient: Tensor

  /// Compares two sets of rows.
  ///
  /// - Parameters:
  ///   - first: `[pairs, features]`, of any length.
  ///   - second: The partner of each row, in the same shape.
  ///   - temperature: `T`.
  ///   - pool: The threads to use.
  init(_ first: Tensor, _ second: Tensor, temperature: Float, on pool: WorkerPool) {
    precondition(first.shape == second.shape, "pairs of \(first.shape) and \(second.shape)")
    let (a, b) = (UnitRows(first, on: pool), UnitRows(second, on: pool))
    let similarities = Tensor.product(Factor(a.rows), Factor(transposed: b.rows), on: pool)
    let forward = Direction(similarities, temperature: temperature, on: pool)
    let backward = Direction(similarities.transposed(on: pool), temperature: temperature, on: pool)
    value = Float(forward.value + backward.value)
    // dL/da = (R + Cᵀ) b / (n T), dL/db = (R + Cᵀ)ᵀ a / (n T), where R and C are probabilities less one on the diagonal
    var residuals = backward.residuals.transposed(on: pool)
    residuals.add(forward.residuals, scaledBy: 1, on: pool)
    residuals = residuals.scaled(by: 1 / (Float(max(first.rows, 1)) * temperature))
    firstGradient = a.backward(Tensor.product(Factor(residuals), Factor(b.rows), on: pool), on: pool)
    secondGradient = b.backward(
      Tensor.product(Factor(transposed: residuals), Factor(a.rows), on: pool), on: pool)
  }

  /// One of the two directions: each row of one set looks for its partner in the other.
  private struct Direction {
    /// The mean over rows of `- log p_jj`.
    let value: Double

    /// `p_jk`, less one where `j = k`, `[pairs, pairs]`.
    let residuals: Tensor

    init(_ similarities: Tensor, temperature: Float, on pool: WorkerPool) {
      let count = similarities.rows
      let partners = (0..<count).map { similarities[$0, $0] / temperature }
      var probabilities = similarities
      var logarithms = Tensor(shape: [count])
      logarithms.withDisjointElements { logarithms in
        pool.fillRows(of: &probabilities, blockRows: 64) { rows, block in
          assay_soft_max(
            assay_best_instruction_set(), block.baseAddress, rows.count, count, 1 / temperature,
            logarithms.baseAddress.map { $0 + rows.lowerBound })
        }
      }
      let sum = (0..<count).reduce(0) { $0 + Double(logarithms[flat: $1]) - Double(partners[$1]) }
      value = sum / Double(max(count, 1))
      for row in 0..<count { probabilities[row, row] -= 1 }
      residuals = probabilities
    }
  }
}

extension Tensor {
  /// Rows and columns exchanged, in blocks that fit a cache.
  fileprivate func transposed(on pool: WorkerPool) -> Tensor {
    let (rows, columns) = (rows, rowCount)
    return pool.tensor(shape: [columns, rows], blockRows: 16) { range, block in
      withElements(of: self) { elements in
        guard let block = block.baseAddress else { return }
        for row in 0..<rows {
          for (position, column) in range.enumerated() {
            block[position &* rows &+ row] = elements[row &* columns &+ column]
          }
        }
      }
    }
  }
}
