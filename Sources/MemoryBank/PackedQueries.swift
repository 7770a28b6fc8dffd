import CKernels
import Tensors

/// One modality of a block of queries, rounded to bytes and packed for the search kernel.
package struct PackedQueries {
  /// `[groups][quads][group size][4]`, zero beyond the last query.
  private let bytes: PackedBytes

  /// What the kernel needs to know of each query; zero beyond the last.
  private var terms: [assay_query_terms]

  /// The second bound of each query.
  private(set) var refinements: [BoundRefinement] = []

  private let rows: PackedRows
  private let groupSize: Int

  /// The queries of the block, filled up to whole groups.
  var paddedCount: Int { terms.count }

  /// Packs the queries `range` for a search among `rows`.
  package init(_ queries: Tensor, _ range: Range<Int>, for rows: PackedRows) {
    self.rows = rows
    let format = assay_format_of_bounds(rows.kernel)
    groupSize = format.query_group
    let groups = (range.count + groupSize - 1) / groupSize
    bytes = PackedBytes(count: groups * groupSize * rows.quads * 4)
    terms = [assay_query_terms](repeating: assay_query_terms(), count: groups * groupSize)
    let width = queries.rowCount
    queries.withUnsafeElements { elements in
      guard let first = elements.baseAddress.map({ $0 + rows.columns.lowerBound }) else { return }
      for (position, query) in range.enumerated() { pack(first + query * width, position, format) }
    }
  }

  private mutating func pack(_ query: UnsafePointer<Float>, _ position: Int, _ format: assay_bounds_format) {
    let groupBytes = groupSize * rows.quads * 4
    let target = bytes.start + position / groupSize * groupBytes + position % groupSize * 4
    let rounding = assay_round_to_bytes(query, rows.depth, format.query_limit, 0, 4 * groupSize, target)
    let square = assay_squared_length(query, rows.depth)
    let reach = square.squareRoot() + rows.longest
    let floats = Float(rows.depth + 64) * 0x1p-24 * reach * reach
    terms[position] = assay_query_terms(
      excess: (format.row_limit + 1) &* rounding.sum, doubled_scale: 2 * rounding.scale,
      square: square - floats, per_length: 2 * rounding.error,
      per_error: 2 * (square.squareRoot() + rounding.error))
    refinements.append(
      BoundRefinement(
        error: rounding.error, lost: rounding.lost, floats: floats, perLength: terms[position].per_length,
        perError: terms[position].per_error, lengths: rows.lengths.start, errors: rows.errors.start,
        losses: rows.losses.start))
  }

  /// Computes lower bounds on the squared distances to the rows of some tiles, `[paddedCount, stride]`.
  func bounds(tiles: Range<Int>, stride: Int, into bounds: UnsafeMutablePointer<Float>) {
    rows.withBoundedRows { rows in
      terms.withUnsafeBufferPointer { terms in
        var rows = rows
        var queries = assay_bounded_queries(
          bytes: bytes.start, terms: terms.baseAddress, groups: terms.count / groupSize)
        assay_distance_bounds(
          self.rows.kernel, &rows, &queries, tiles.lowerBound, tiles.count, stride, bounds)
      }
    }
    withExtendedLifetime(bytes) {}
  }
}
