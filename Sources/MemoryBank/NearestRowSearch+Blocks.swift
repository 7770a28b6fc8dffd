import Tensors

extension NearestRowSearch {
  /// The nearest rows of a block of queries in some kinds of distance.
  ///
  /// Bounds are computed for a strip of rows at a time, and looked at while they are in the cache.
  func nearest(
    _ count: Int, to range: Range<Int>, of queries: Tensor, _ channels: Range<Int>
  ) -> [[[NearestRow]]] {
    let bounds = DistanceBounds(
      parts.map { PackedQueries(queries, range, for: $0) }, tiles: parts[0].tiles)
    var searches = channels.map { channel in
      range.map { NearestCandidates(count, by: QueryDistances(of: $0, in: queries, self, channel)) }
    }
    for first in stride(from: 0, to: parts[0].tiles, by: DistanceBounds.stripTiles) {
      let tiles = first..<min(parts[0].tiles, first + DistanceBounds.stripTiles)
      bounds.compute(tiles: tiles)
      for (position, channel) in channels.enumerated() {
        for query in range.indices {
          look(
            at: tiles, bounds, query - range.lowerBound, channel,
            &searches[position][query - range.lowerBound])
        }
      }
    }
    return searches.map { $0.map { $0.nearest() } }
  }

  /// Takes the rows of a strip that may be near a query; the first few lower the limit for the others.
  private func look(
    at tiles: Range<Int>, _ bounds: borrowing DistanceBounds, _ query: Int, _ channel: Int,
    _ candidates: inout NearestCandidates
  ) {
    let first = tiles.lowerBound * PackedRows.tileRows
    let count = tiles.count * PackedRows.tileRows
    var start = 0
    while start < count {
      let end = min(count, start + max(2 * PackedRows.tileRows, 3 * (first + start)))
      bounds.forEach(query, channel, in: start..<end, from: first, upTo: candidates.limit) { row, bound in
        if bound == .infinity, !takesPart(row, channel) { return }
        candidates.take(row, bound: bound)
      }
      candidates.measurePromising()
      start = end
    }
  }
}
