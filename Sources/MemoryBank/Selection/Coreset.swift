import Tensors

/// Rows that cover all others: greedy k-centre selection (Gonzalez 1985; Sener & Savarese 2018).
///
/// Each step takes the row that lies farthest from all rows taken so far, the lowest index among equally far
/// ones. The selection is that of a plain loop over distances from differences, bit for bit.
public struct Coreset: Sendable, Equatable {
  /// The rows taken, in order; the first is the one that the selection started from.
  public let indices: [Int]

  /// The largest distance of any row to its nearest taken row.
  public let radius: Float

  /// Called with the rows taken and the rows wanted.
  public typealias Progress = (_ taken: Int, _ wanted: Int) -> Void

  /// Selects rows.
  ///
  /// The selection ends early when all rows that are left equal taken ones, or lie within the target.
  ///
  /// - Parameters:
  ///   - rows: `[rows, features]`, at least one row.
  ///   - count: Rows to take at most.
  ///   - radiusTarget: A distance; the selection ends when every row lies this near to a taken one.
  ///   - first: The row to start from.
  ///   - pool: The threads to work on.
  ///   - progress: Called now and then on this thread.
  /// - Returns: At least one and at most `count` rows.
  public static func select(
    from rows: Tensor, count: Int, radiusTarget: Float = 0, first: Int, on pool: WorkerPool,
    progress: Progress = { _, _ in }
  ) -> Coreset {
    select(
      from: rows, count: count, radiusTarget: radiusTarget, goingOnFrom: [first], on: pool, progress: progress
    )
  }

  /// Goes on with a selection; see `select(from:count:radiusTarget:first:on:progress:)`.
  ///
  /// - Parameters:
  ///   - rows: `[rows, features]`.
  ///   - count: Rows to take at most.
  ///   - radiusTarget: A distance; the selection ends when every row lies this near to a taken one.
  ///   - taken: The rows that are taken already, at least one and at most `count`.
  ///   - pool: The threads to work on.
  ///   - progress: Called now and then on this thread.
  /// - Returns: Those rows, and behind them the others that were taken.
  public static func select(
    from rows: Tensor, count: Int, radiusTarget: Float = 0, goingOnFrom taken: [Int], on pool: WorkerPool,
    progress: Progress = { _, _ in }
  ) -> Coreset {
    precondition(rows.shape.count == 2, "a coreset of shape \(rows.shape)")
    precondition((1...max(rows.rows, 1)).contains(count), "\(count) of \(rows.rows) rows")
    precondition(
      (1...count).contains(taken.count) && taken.allSatisfy((0..<rows.rows).contains),
      "\(taken.count) rows taken, \(count) of \(rows.rows) wanted")
    var farthest = FarthestRows(of: rows, taken: taken, on: pool)
    while true {
      let next = farthest.next { progress($0, count) }
      let radius = next.squaredDistance.squareRoot()
      if farthest.taken.count >= count || next.squaredDistance == 0 || radius <= radiusTarget {
        return Coreset(indices: farthest.taken, radius: radius)
      }
      farthest.take(next.row)
    }
  }
}
