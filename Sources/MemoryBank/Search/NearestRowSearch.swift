import CKernels
import Tensors

/// Exact search for the nearest rows without a matrix of distances.
///
/// A kernel computes a lower bound on every distance from rows and queries rounded to bytes, which is fast. The rows
/// that could be among the nearest are then compared by the distances from differences, the most promising first,
/// until the next bound is above the distance of the last row wanted. So the answer is that of a plain
/// loop over `sum (query - row)^2`, bit for bit, whatever the block, the thread and the processor.
///
/// Rows of one modality give one kind of distance; rows of two give three: of the first, of the second,
/// and of both together, whose square is the sum of the other two.
public struct NearestRowSearch: Sendable {
  /// `[rows, features]`, the modalities side by side.
  package let rows: Tensor

  /// What passes over rows.
  private(set) var bounds: BoundSearch

  /// Packs rows of one modality.
  ///
  /// - Parameters:
  ///   - rows: `[rows, features]`, finite, with at least one feature.
  ///   - pool: The threads to pack on.
  public init(rows: Tensor, on pool: WorkerPool) {
    precondition(rows.shape.count == 2 && rows.rowCount > 0, "rows of shape \(rows.shape)")
    self.init(rows: rows, parts: [PackedRows(rows, columns: 0..<rows.rowCount, on: pool)])
  }

  package init(rows: Tensor, parts: [PackedRows]) {
    self.rows = rows
    bounds = BoundSearch(parts)
  }

  /// The same rows without those that `isExcluded` names.
  package func excluding(where isExcluded: (Int) -> Bool) -> NearestRowSearch {
    var search = self
    search.bounds.exclude(where: isExcluded)
    return search
  }

  /// The nearest row of each query.
  ///
  /// - Parameters:
  ///   - queries: `[queries, features]`, as wide as the rows.
  ///   - pool: The threads to work on.
  /// - Returns: For each kind of distance the nearest row of each query.
  package func nearest(to queries: Tensor, on pool: WorkerPool) -> [[NearestRow]] {
    let nearest = nearest(1, to: queries, channels: bounds.channels, on: pool)
    return nearest.map { $0.map { $0.first ?? .none } }
  }

  /// The nearest rows of each query, in all modalities together.
  ///
  /// - Parameters:
  ///   - count: Rows wanted for each query, at least 1.
  ///   - queries: `[queries, features]`, as wide as the rows.
  ///   - pool: The threads to work on.
  /// - Returns: For each query its nearest rows in the order of distance and index; fewer than `count` when fewer
  ///   rows take part.
  public func nearest(_ count: Int, to queries: Tensor, on pool: WorkerPool) -> [[NearestRow]] {
    nearest(count, to: queries, channels: bounds.channels.suffix(1), on: pool)[0]
  }

  /// The nearest rows of each query in some kinds of distance.
  func nearest(
    _ count: Int, to queries: Tensor, channels: Range<Int>, on pool: WorkerPool
  ) -> [[[NearestRow]]] {
    bounds.check(count, queries, rows.shape)
    let ranges = BoundSearch.blocks(of: queries.rows)
    let blocks = pool.map(ranges.count) { block in
      let candidates = bounds.candidates(count, for: ranges[block], of: queries, channels) { query, channel in
        QueryDistances(of: query, in: queries, to: rows, columns: bounds.columns(of: channel))
      }
      return candidates.map { $0.map(\.nearest) }
    }
    return BoundSearch.joined(blocks, channels: channels)
  }
}
