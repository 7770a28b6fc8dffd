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
    let forward = Direction(from: a.rows, to: b.rows, temperature: temperature, on: pool)
    let backward = Direction(from: b.rows, to: a.rows, temperature: temperature, on: pool)
    value = Float(forward.value + backward.value)
    // dL/da = (R b + Cᵀ b) / (n T), where R and C are probabilities less one on the diagonal
    let factor = 1 / (Float(max(first.rows, 1)) * temperature)
    func gradient(_ own: Direction, _ other: Direction, _ partner: Tensor) -> Tensor {
      var result = Tensor.product(Factor(own.residuals), Factor(partner), on: pool)
      result.add(Factor(transposed: other.residuals), times: Factor(partner), on: pool)
      result.scale(by: factor)
      return result
    }
    firstGradient = a.backward(gradient(forward, backward, b.rows), on: pool)
    secondGradient = b.backward(gradient(backward, forward, a.rows), on: pool)
  }

  /// One of the two directions: each row of one set looks for its partner in the other.
  private struct Direction {
    /// The mean over rows of `- log p_jj`.
    let value: Double

    /// `p_jk`, less one where `j = k`, `[pairs, pairs]`.
    let residuals: Tensor

    init(from queries: Tensor, to keys: Tensor, temperature: Float, on pool: WorkerPool) {
      let count = queries.rows
      var similarities = Tensor.product(Factor(queries), Factor(transposed: keys), on: pool)
      let partners = (0..<count).map { similarities[$0, $0] / temperature }
      var logarithms = Tensor(shape: [count])
      logarithms.withDisjointElements { logarithms in
        pool.fillRows(of: &similarities, blockRows: 64) { rows, block in
          assay_soft_max(
            assay_best_instruction_set(), block.baseAddress, rows.count, count, 1 / temperature,
            logarithms.baseAddress.map { $0 + rows.lowerBound })
        }
      }
      let sum = (0..<count).reduce(0) { $0 + Double(logarithms[flat: $1]) - Double(partners[$1]) }
      value = sum / Double(max(count, 1))
      for row in 0..<count { similarities[row, row] -= 1 }
      residuals = similarities
    }
  }
}
