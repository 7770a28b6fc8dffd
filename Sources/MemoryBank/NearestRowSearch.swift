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

  /// One or two modalities with at least one feature each.
  package private(set) var parts: [PackedRows]

  /// Queries per task; a multiple of every register tile's height.
  package static let blockQueries = 84

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
    precondition((1...2).contains(parts.count), "a search in \(parts.count) modalities")
    self.rows = rows
    self.parts = parts
  }

  /// The kinds of distance: one, or the two modalities and their sum.
  var channelCount: Int { parts.count == 1 ? 1 : 3 }

  /// The modalities that a kind of distance adds up.
  func modalities(of channel: Int) -> Range<Int> {
    channel < parts.count ? channel..<channel + 1 : 0..<parts.count
  }

  /// Whether a row has the kind of distance; of two modalities it needs both for the sum.
  func takesPart(_ row: Int, _ channel: Int) -> Bool {
    modalities(of: channel).allSatisfy { parts[$0].takesPart(row) }
  }

  /// The same rows without those that `isExcluded` names.
  package func excluding(where isExcluded: (Int) -> Bool) -> NearestRowSearch {
    var search = self
    for part in parts.indices { search.parts[part].exclude { $0 < rows.rows && isExcluded($0) } }
    return search
  }

  /// The nearest row of each query.
  ///
  /// - Parameters:
  ///   - queries: `[queries, features]`, as wide as the rows.
  ///   - pool: The threads to work on.
  /// - Returns: For each kind of distance the nearest row of each query.
  package func nearest(to queries: Tensor, on pool: WorkerPool) -> [[NearestRow]] {
    let nearest = nearest(1, to: queries, channels: 0..<channelCount, on: pool)
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
    precondition(count >= 1, "\(count) nearest rows")
    return nearest(count, to: queries, channels: channelCount - 1..<channelCount, on: pool)[0]
  }

  /// The nearest rows of each query in some kinds of distance.
  private func nearest(
    _ count: Int, to queries: Tensor, channels: Range<Int>, on pool: WorkerPool
  ) -> [[[NearestRow]]] {
    precondition(
      queries.shape.count == 2 && queries.shape[1] == rows.shape[1],
      "queries of shape \(queries.shape) in rows of shape \(rows.shape)")
    let blocks = pool.map((queries.rows + Self.blockQueries - 1) / Self.blockQueries) { block in
      let start = block * Self.blockQueries
      let range = start..<min(queries.rows, start + Self.blockQueries)
      return nearest(count, to: range, of: queries, channels)
    }
    return channels.indices.map { channel in blocks.flatMap { $0[channel - channels.lowerBound] } }
  }
}
