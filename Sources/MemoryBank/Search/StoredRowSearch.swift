import Files
import TensorFiles
import Tensors

/// Exact search for the nearest rows of a bank that stays in its file.
///
/// In memory are the rows rounded to bytes, which pass over most rows as in `NearestRowSearch`, and the rows rounded to 16
/// bits, which tell the distances of the others so well that few more than the nearest rows are left. Those are read from the
/// file and measured. So the answers are those of `NearestRowSearch`, bit for bit, in less than two thirds of its memory.
public struct StoredRowSearch: Sendable {
  /// `[rows, features]`, the modalities side by side.
  let rows: StoredTensor

  private let fineRows: FineRows

  /// What passes over rows.
  private(set) var bounds: BoundSearch

  /// Packs rows of one modality.
  ///
  /// - Parameters:
  ///   - rows: `[rows, features]`, finite, with at least one feature.
  ///   - pool: The threads to pack on.
  /// - Throws: `FileError` when rows cannot be read, as later searches do.
  public init(rows: StoredTensor, on pool: WorkerPool) throws(FileError) {
    precondition(rows.shape.count == 2 && rows.shape[1] > 0, "rows of shape \(rows.shape)")
    try self.init(rows: rows, parts: [PackedRows(rows, columns: 0..<rows.shape[1], on: pool)], on: pool)
  }

  package init(rows: StoredTensor, parts: [PackedRows], on pool: WorkerPool) throws(FileError) {
    self.rows = rows
    bounds = BoundSearch(parts)
    fineRows = try FineRows(rows, columns: parts.map(\.columns), on: pool)
  }

  /// The same rows without those that `isExcluded` names.
  package func excluding(where isExcluded: (Int) -> Bool) -> StoredRowSearch {
    var search = self
    search.bounds.exclude(where: isExcluded)
    return search
  }

  /// The nearest rows of each query, in all modalities together; see `NearestRowSearch.nearest(_:to:on:)`.
  public func nearest(_ count: Int, to queries: Tensor, on pool: WorkerPool) throws(FileError)
    -> [[NearestRow]]
  {
    try nearest(count, to: queries, channels: bounds.channels.suffix(1), on: pool)[0]
  }

  /// The nearest rows of each query in some kinds of distance.
  func nearest(
    _ count: Int, to queries: Tensor, channels: Range<Int>, on pool: WorkerPool
  ) throws(FileError) -> [[[NearestRow]]] {
    bounds.check(count, queries, rows.shape)
    let ranges = BoundSearch.blocks(of: queries.rows)
    let blocks = pool.map(ranges.count) { block in
      Result<[[[NearestRow]]], FileError> { () throws(FileError) in
        try nearest(count, toBlock: ranges[block], of: queries, channels)
      }
    }
    let found = try blocks.map { block throws(FileError) in try block.get() }
    return BoundSearch.joined(found, channels: channels)
  }

  /// The nearest rows of a block of queries.
  private func nearest(
    _ count: Int, toBlock range: Range<Int>, of queries: Tensor, _ channels: Range<Int>
  ) throws(FileError) -> [[[NearestRow]]] {
    let candidates = bounds.candidates(count, for: range, of: queries, channels) { query, channel in
      FineDistances(of: query, in: queries, to: fineRows, modalities: bounds.modalities(of: channel))
    }
    return try zip(channels, candidates).map { channel, searches throws(FileError) in
      let columns = bounds.columns(of: channel)
      return try zip(range, searches).map { query, search throws(FileError) in
        try measure(search.closest, count, query, of: queries, columns)
      }
    }
  }

  /// Measures the rows that are left of a query by what the file has, the most promising first.
  private func measure(
    _ candidates: [NearestCandidates<FineDistances>.Row], _ count: Int, _ query: Int, of queries: Tensor,
    _ columns: [Range<Int>]
  ) throws(FileError) -> [NearestRow] {
    var found = NearestRowList(count: count)
    for candidate in candidates where !(candidate.bound > found.reach) {
      let row = Int(candidate.row)
      let distance = try rows.withRows(row..<row + 1) { features in
        squaredDistance(of: query, in: queries, to: features, columns: columns)
      }
      found.insert(NearestRow(squaredDistance: distance, row: row))
    }
    return found.rows
  }
}
