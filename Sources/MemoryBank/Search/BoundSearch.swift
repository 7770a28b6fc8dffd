import Tensors

/// Rows rounded to bytes, by which a search passes over most rows without measuring them.
///
/// Rows of one modality give one kind of distance; rows of two give three: of the first, of the second,
/// and of both together, whose square is the sum of the other two.
struct BoundSearch: Sendable {
  /// One or two modalities with at least one feature each.
  private(set) var parts: [PackedRows]

  /// Queries per task; a multiple of every register tile's height.
  static let blockQueries = 84

  init(_ parts: [PackedRows]) {
    precondition((1...2).contains(parts.count), "a search in \(parts.count) modalities")
    self.parts = parts
  }

  /// The kinds of distance: one, or the two modalities and their sum.
  var channels: Range<Int> { 0..<(parts.count == 1 ? 1 : 3) }

  /// The modalities that a kind of distance adds up.
  func modalities(of channel: Int) -> Range<Int> {
    channel < parts.count ? channel..<channel + 1 : 0..<parts.count
  }

  /// The columns of the modalities that a kind of distance adds up.
  func columns(of channel: Int) -> [Range<Int>] { modalities(of: channel).map { parts[$0].columns } }

  /// Takes rows out of every search.
  mutating func exclude(where isExcluded: (Int) -> Bool) {
    for part in parts.indices { parts[part].exclude(where: isExcluded) }
  }

  /// Stops at what no search can answer.
  func check(_ count: Int, _ queries: Tensor, _ shape: [Int]) {
    precondition(count >= 1, "\(count) nearest rows")
    precondition(
      queries.shape.count == 2 && queries.shape[1] == shape[1],
      "queries of shape \(queries.shape) in rows of shape \(shape)")
  }

  /// The queries of each task.
  static func blocks(of queries: Int) -> [Range<Int>] {
    stride(from: 0, to: queries, by: blockQueries).map { $0..<min(queries, $0 + blockQueries) }
  }

  /// The rows of all queries for each kind of distance, from those of each block.
  static func joined(_ blocks: [[[[NearestRow]]]], channels: Range<Int>) -> [[[NearestRow]]] {
    channels.indices.map { channel in blocks.flatMap { $0[channel - channels.lowerBound] } }
  }

  /// The candidates for the nearest rows of a block of queries in some kinds of distance, all of them measured.
  ///
  /// Bounds are computed for a strip of rows at a time, and looked at while they are in the cache.
  func candidates<Distances: RowDistances>(
    _ count: Int, for range: Range<Int>, of queries: Tensor, _ channels: Range<Int>,
    by distances: (_ query: Int, _ channel: Int) -> Distances
  ) -> [[NearestCandidates<Distances>]] {
    let bounds = DistanceBounds(
      parts.map { PackedQueries(queries, range, for: $0) }, tiles: parts[0].tiles)
    var searches = channels.map { channel in
      range.map { NearestCandidates(count, by: distances($0, channel)) }
    }
    for first in stride(from: 0, to: parts[0].tiles, by: DistanceBounds.stripTiles) {
      let tiles = first..<min(parts[0].tiles, first + DistanceBounds.stripTiles)
      bounds.compute(tiles: tiles)
      for (position, channel) in channels.enumerated() {
        for query in 0..<range.count { look(at: tiles, bounds, query, channel, &searches[position][query]) }
      }
    }
    for position in searches.indices {
      for query in searches[position].indices { searches[position][query].measureAll() }
    }
    return searches
  }

  /// Takes the rows of a strip that may be near a query; the first few lower the limit for the others.
  private func look<Distances: RowDistances>(
    at tiles: Range<Int>, _ bounds: borrowing DistanceBounds, _ query: Int, _ channel: Int,
    _ candidates: inout NearestCandidates<Distances>
  ) {
    let first = tiles.lowerBound * PackedRows.tileRows
    let count = tiles.count * PackedRows.tileRows
    var start = 0
    while start < count {
      let end = min(count, start + max(2 * PackedRows.tileRows, 3 * (first + start)))
      bounds.forEach(query, channel, in: start..<end, from: first, upTo: candidates.limit) { row, bound in
        // Numbers that overflow make no bound, also of rows that take no part.
        if !(bound < .infinity), !takesPart(row, channel) { return }
        candidates.take(row, bound: bound)
      }
      candidates.measurePromising()
      start = end
    }
  }

  /// Whether a row has the kind of distance; of two modalities it needs both for the sum.
  private func takesPart(_ row: Int, _ channel: Int) -> Bool {
    modalities(of: channel).allSatisfy { parts[$0].takesPart(row) }
  }
}
