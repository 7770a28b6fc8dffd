import CKernels
import Tensors

/// Lower bounds on the distances of a block of queries to some of the rows, in every kind of distance.
package struct DistanceBounds: ~Copyable {
  /// Tiles of rows whose bounds stand in the nearest caches at one time.
  package static let stripTiles = 32

  private let values: UnsafeMutablePointer<Float>
  private let positions: UnsafeMutablePointer<Int32>

  /// The second bound of each query, `[modalities][queries]`.
  private let refinements: UnsafeMutablePointer<BoundRefinement>
  private let queries: Int

  private let parts: [PackedQueries]
  private let rows: Int
  private let channelSize: Int

  /// Bounds for one or two modalities of the same queries, and for rows in so many tiles.
  package init(_ parts: [PackedQueries], tiles: Int) {
    self.parts = parts
    rows = min(tiles, Self.stripTiles) * PackedRows.tileRows
    channelSize = parts[0].paddedCount * rows
    values = .allocate(capacity: (parts.count == 1 ? 1 : 3) * channelSize)
    positions = .allocate(capacity: rows)
    queries = parts[0].refinements.count
    refinements = .allocate(capacity: parts.count * queries)
    for (part, packed) in parts.enumerated() {
      (refinements + part * queries).initialize(from: packed.refinements, count: queries)
    }
  }

  deinit {
    values.deallocate()
    positions.deallocate()
    refinements.deallocate()
  }

  /// Computes the bounds for the rows of some tiles, at most `stripTiles` of them.
  package borrowing func compute(tiles: Range<Int>) {
    for (part, queries) in parts.enumerated() {
      queries.bounds(tiles: tiles, stride: rows, into: values + part * channelSize)
    }
    guard parts.count > 1 else { return }
    assay_add_bounds(values, values + channelSize, channelSize, values + 2 * channelSize)
  }

  /// Hands over the rows that may be near a query of the block, of a range that counts from the first row computed.
  package borrowing func forEach(
    _ query: Int, _ channel: Int, in range: Range<Int>, from first: Int, upTo limit: Float,
    _ body: (Int, Float) -> Void
  ) {
    let bounds = values + channel * channelSize + query * rows
    let found = assay_bounds_within(bounds + range.lowerBound, range.count, limit, positions)
    for index in 0..<found {
      let position = range.lowerBound + Int(positions[index])
      let bound = refined(query, channel, position, first: first, bounds[position])
      if !(bound > limit) { body(first + position, bound) }
    }
  }

  /// The better of two bounds, for each modality.
  private borrowing func refined(
    _ query: Int, _ channel: Int, _ position: Int, first: Int, _ bound: Float
  ) -> Float {
    let row = first + position
    guard channel == 2 else { return refinements[channel * queries + query].refined(bound, row: row) }
    let place = query * rows + position
    return refinements[query].refined(values[place], row: row)
      + refinements[queries + query].refined(values[channelSize + place], row: row)
  }
}
