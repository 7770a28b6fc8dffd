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

  /// Tiles of the residuals' columns in one task.
  private static let taskTiles = 4

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
    let similarities = PairSimilarities(a.rows, b.rows, temperature: temperature, on: pool)
    value = Float(similarities.loss)
    let transposed = PackedTiles(rows: first.rows, depth: first.rows, on: pool)
    firstGradient = Self.rowGradient(similarities, a, b, transposed, on: pool)
    secondGradient = Self.columnGradient(transposed, a, b, on: pool)
  }

  /// `dL/da = (R + Cᵀ) b / (n T)`; what it is made of is packed for the other gradient.
  private static func rowGradient(
    _ similarities: PairSimilarities, _ a: UnitRows, _ b: UnitRows, _ transposed: PackedTiles,
    on pool: WorkerPool
  ) -> Tensor {
    let factor = PackedFactor(b.rows, on: pool)
    return Tensor(shape: a.rows.shape) { gradient in
      pool.forEachRows(of: a.rows.rows) { rows in
        guard let target = gradient.baseAddress.map({ $0 + rows.lowerBound * factor.columns }) else { return }
        let residuals = similarities.residuals(rows)
        transposed.pack(residuals, first: rows.lowerBound, count: rows.count)
        factor.multiply(
          residuals, stride: factor.depth, rows: rows.count, into: target, resultStride: factor.columns)
        a.differentiate(target, of: rows)
      }
    }
  }

  /// `dL/db = (R + Cᵀ)ᵀ a / (n T)`.
  private static func columnGradient(
    _ transposed: PackedTiles, _ a: UnitRows, _ b: UnitRows, on pool: WorkerPool
  ) -> Tensor {
    let factor = PackedFactor(a.rows, on: pool)
    let groups = transposed.groups(of: taskTiles)
    return Tensor(shape: b.rows.shape) { gradient in
      pool.forEach(groups.count) { index in
        let rows = transposed.rows(of: groups[index])
        guard let target = gradient.baseAddress.map({ $0 + rows.lowerBound * factor.columns }) else { return }
        transposed.multiply(factor, tiles: groups[index], into: target, isAdding: false)
        b.differentiate(target, of: rows)
      }
    }
  }
}
