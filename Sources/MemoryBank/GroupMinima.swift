import CKernels
import Tensors

/// The kernel's output for one block of queries: for each kind of distance and query the smallest
/// `|row|^2 - 2 row . query` of each group of rows, and how far off it may be.
struct GroupMinima: ~Copyable {
  private let values: UnsafeMutablePointer<Float>
  private let queries: [PackedQueries]
  private let parts: [PackedRows]
  private let first: Int
  private let paddedQueries: Int
  private let groups: Int

  init(
    of range: Range<Int>, in queries: Tensor, parts: [PackedRows], _ instructions: assay_instruction_set
  ) {
    let size = assay_query_group(instructions)
    let queryGroups = (range.count + size - 1) / size
    first = range.lowerBound
    self.parts = parts
    paddedQueries = queryGroups * size
    groups = parts[0].tiles * Int(ASSAY_TILE_GROUPS)
    values = .allocate(capacity: (parts.count == 1 ? 1 : 3) * paddedQueries * groups)
    self.queries = parts.map { PackedQueries(queries, range, columns: $0.columns, groupSize: size) }
    let needed = assay_group_minima_scratch(instructions, parts.count, queryGroups)
    let scratch = UnsafeMutablePointer<Int32>.allocate(capacity: needed)
    defer { scratch.deallocate() }
    Self.withModalities(parts, self.queries) { [values] modalities in
      assay_group_minima(
        instructions, modalities.baseAddress, modalities.count, queryGroups, parts[0].tiles, scratch, values)
    }
  }

  deinit { values.deallocate() }

  /// The minima of all groups for one query.
  borrowing func groups(_ channel: Int, query: Int) -> UnsafeBufferPointer<Float> {
    let start = values + (channel * paddedQueries + query - first) * groups
    return UnsafeBufferPointer(start: start, count: groups)
  }

  /// The squared length of a query in one modality.
  borrowing func squaredLength(of query: Int, _ part: Int) -> Float {
    let length = queries[part].lengths[query - first]
    return length * length
  }

  /// By how much the kernel's distance and the one from differences, together, can miss the true square.
  ///
  /// With `q' = q + e` and `r' = r + f` rounded to integers, `|q' . r' - q . r| <= |e| |r| + (|q| + |e|) |f|`. The
  /// difference form errs by at most `(n + 2) u s` with `u = 2^-24` and `s = (|q| + |r|)^2` (Higham 2002, section
  /// 3.1); the integers' product is exact, and norms, scales and sums add a few roundings.
  borrowing func errorBound(of query: Int, _ modalities: Range<Int>) -> Float {
    modalities.reduce(Float.leastNormalMagnitude) { bound, part in
      let (length, error) = (queries[part].lengths[query - first], queries[part].errors[query - first])
      let rounding = error * parts[part].longest + (length + error) * parts[part].largestError
      let reach = length + parts[part].longest
      return bound + 2 * rounding + (Float(parts[part].depth) + 16) * 0x1p-24 * reach * reach
    }
  }

  /// Calls `body` with what the kernel reads, one element for each of one or two modalities.
  private static func withModalities(
    _ parts: [PackedRows], _ queries: [PackedQueries],
    _ body: (UnsafeBufferPointer<assay_modality>) -> Void
  ) {
    withModality(parts[0], queries[0]) { first in
      guard parts.count > 1 else { return [first].withUnsafeBufferPointer(body) }
      withModality(parts[1], queries[1]) { second in [first, second].withUnsafeBufferPointer(body) }
    }
  }

  private static func withModality(
    _ part: PackedRows, _ queries: PackedQueries, _ body: (assay_modality) -> Void
  ) {
    part.scales.withUnsafeBufferPointer { scales in
      part.norms.withUnsafeBufferPointer { norms in
        queries.scales.withUnsafeBufferPointer { queryScales in
          body(
            assay_modality(
              panels: part.panels.start, scales: scales.baseAddress, norms: norms.baseAddress,
              queries: queries.integers.start, query_scales: queryScales.baseAddress, pairs: part.pairs))
        }
      }
    }
    withExtendedLifetime((part.panels, queries.integers)) {}
  }
}
