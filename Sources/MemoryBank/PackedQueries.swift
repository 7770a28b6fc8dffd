import CKernels
import Tensors

/// One modality of a block of queries, rounded to bytes and packed for the search kernel.
package struct PackedQueries {
  /// `[groups][quads][group size][4]`, zero beyond the last query.
  private let bytes: PackedBytes

  /// What the kernel needs to know of each query; zero beyond the last.
  private var terms: [assay_query_terms]

  /// The error and the loss of rounding each query, and what roundings of floats can change in a distance.
  private var roundings: [(error: Float, lost: Float, floats: Float)] = []

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
    roundings.append((rounding.error, rounding.lost, floats))
    terms[position] = assay_query_terms(
      excess: (format.row_limit + 1) &* rounding.sum, doubled_scale: 2 * rounding.scale,
      square: square - floats, per_length: 2 * rounding.error,
      per_error: 2 * (square.squareRoot() + rounding.error))
  }

  /// A second bound on the squared distance of a query and a row, from the kernel's; the larger counts.
  ///
  /// The kernel's bound rests on `q . r <= q' . r' + |e| |r| + (|q| + |e|) |f|`, with `q = q' + e` and `r = r' + f`.
  /// That is wide where vectors are long and near each other. There the triangle is better: `|q - r| >= |q' - r'| - |e| -
  /// |f|`, with `|q'|^2 = |q|^2 - lost`. For both, the distance from differences errs by at most `(n + 2) u s` with `u =
  /// 2^-24` and `s = (|q| + |r|)^2` (Higham 2002, section 3.1); the integers' product is exact, and squares, scales and
  /// sums add less than 60 roundings.
  func refined(_ bound: Float, query: Int, row: Int) -> Float {
    let rounding = roundings[query]
    let slack = terms[query].per_length * rows.lengths[row] + terms[query].per_error * rows.errors[row]
    let rounded = bound + slack + rounding.floats - rounding.lost - rows.losses[row]
    let length = rounded.squareRoot() - rounding.error - rows.errors[row]
    let refined = length * length - rounding.floats
    return length > 0 && refined > bound ? refined : bound
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
