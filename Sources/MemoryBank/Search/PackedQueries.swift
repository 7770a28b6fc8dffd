import CKernels
import Tensors

/// One modality of a block of queries, rounded to bytes and packed for the search kernel.
package struct PackedQueries {
  /// `[groups][quads][group size][4]`, zero beyond the last query.
  private let bytes: PackedIntegers<UInt8>

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
    groupSize = assay_format_of_bounds(rows.kernel).query_group
    let groups = (range.count + groupSize - 1) / groupSize
    bytes = PackedIntegers<UInt8>(count: groups * groupSize * rows.quads * 4)
    terms = [assay_query_terms](repeating: assay_query_terms(), count: groups * groupSize)
    let width = queries.rowCount
    queries.withUnsafeElements { elements in
      guard let first = elements.baseAddress.map({ $0 + rows.columns.lowerBound }) else { return }
      for (position, query) in range.enumerated() { pack(first + query * width, position) }
    }
  }

  private mutating func pack(_ query: UnsafePointer<Float>, _ position: Int) {
    let packed = assay_pack_query(
      rows.kernel, query, rows.depth, rows.longest, position, bytes.start, &terms[position])
    refinements.append(
      BoundRefinement(
        error: packed.rounding.error, lost: packed.rounding.lost, floats: packed.floats,
        perLength: terms[position].per_length, perError: terms[position].per_error,
        lengths: rows.lengths.start, errors: rows.errors.start, losses: rows.losses.start))
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
