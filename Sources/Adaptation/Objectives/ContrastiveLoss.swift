import Networks
import Tensors

/// The symmetric contrastive loss of rows that belong together in pairs, which all consistency terms are (section 3 of the
/// method).
///
/// CLC-L pairs the heads' outputs for the same patch, with the other patches of a sub-sample as negatives; CLC-G those for
/// the same global feature; the rotated-block term, which only the authors' released code has, those of one head for a
/// sample and its copy whose 4 x 4-pixel blocks were rotated at random.
///
/// With `a`, `b` the rows at length one and `s_jk = a_j · b_k / T`, it is
/// `- mean_j log(exp s_jj / Σ_k exp s_jk) - mean_j log(exp s_jj / Σ_k exp s_kj)`.
package struct ContrastiveLoss {
  /// The loss, at least zero.
  package let value: Float

  /// The derivative with respect to the first rows, in their shape.
  package let firstGradient: BorrowedRows

  /// The derivative with respect to the second rows, in their shape.
  package let secondGradient: BorrowedRows

  /// Tiles of the residuals' columns in one task.
  private static let taskTiles = 4

  /// Compares two sets of rows.
  ///
  /// - Parameters:
  ///   - first: `[pairs, features]`, of any length.
  ///   - second: The partner of each row, in the same shape.
  ///   - temperature: `T`.
  ///   - pool: The threads to use.
  package init(_ first: BorrowedRows, _ second: BorrowedRows, temperature: Float, on pool: WorkerPool) {
    precondition(
      first.count == second.count && first.width == second.width,
      "pairs of \([first.count, first.width]) and \([second.count, second.width])")
    let (a, b) = (UnitRows(first, on: pool), UnitRows(second, on: pool))
    let similarities = PairSimilarities(a.rows, b.rows, temperature: temperature, on: pool)
    value = Float(similarities.loss)
    let transposed = PackedTiles(rows: first.count, depth: first.count, on: pool)
    firstGradient = Self.rowGradient(similarities, a, b, transposed, on: pool)
    secondGradient = Self.columnGradient(transposed, a, b, on: pool)
  }

  /// `dL/da = (R + Cᵀ) b / (n T)`; what it is made of is packed for the other gradient.
  private static func rowGradient(
    _ similarities: PairSimilarities, _ a: UnitRows, _ b: UnitRows, _ transposed: PackedTiles,
    on pool: WorkerPool
  ) -> BorrowedRows {
    let factor = PackedFactor(b.rows, on: pool)
    let gradient = BorrowedRows(count: a.rows.count, width: a.rows.width, on: pool)
    pool.forEachRows(of: gradient.count) { rows in
      let residuals = similarities.residuals(rows)
      transposed.pack(residuals, first: rows.lowerBound, count: rows.count)
      factor.multiply(
        residuals, stride: factor.depth, rows: rows.count, into: gradient.row(rows.lowerBound),
        resultStride: gradient.width)
      a.differentiate(gradient, of: rows)
    }
    return gradient
  }

  /// `dL/db = (R + Cᵀ)ᵀ a / (n T)`.
  private static func columnGradient(
    _ transposed: PackedTiles, _ a: UnitRows, _ b: UnitRows, on pool: WorkerPool
  ) -> BorrowedRows {
    let factor = PackedFactor(a.rows, on: pool)
    let gradient = BorrowedRows(count: b.rows.count, width: b.rows.width, on: pool)
    let groups = transposed.groups(of: taskTiles)
    pool.forEach(groups.count) { index in
      let rows = transposed.rows(of: groups[index])
      transposed.multiply(factor, tiles: groups[index], into: gradient.row(rows.lowerBound), isAdding: false)
      b.differentiate(gradient, of: rows)
    }
    return gradient
  }
}

extension PackedFactor {
  /// Packs `[depth, columns]` on all threads.
  init(_ matrix: BorrowedRows, on pool: WorkerPool) {
    self.init(depth: matrix.count, columns: matrix.width, on: pool)
    let factor = self
    pool.forEachRows(of: matrix.count) { rows in
      factor.pack(
        matrix.row(rows.lowerBound), stride: matrix.width, first: rows.lowerBound, count: rows.count)
    }
  }
}
