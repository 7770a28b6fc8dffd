import CKernels
import Tensors

/// The kernel's output for one block of queries: for each kind of distance and query the smallest
/// `|row|^2 - 2 row . query` of each group of rows.
struct GroupMinima: ~Copyable {
  private let values: UnsafeMutablePointer<Float>
  private let first: Int
  private let paddedQueries: Int
  private let groups: Int

  init(
    of range: Range<Int>, in queries: Tensor, parts: [PackedRows], _ instructions: assay_instruction_set
  ) {
    let size = assay_query_group(instructions)
    let queryGroups = (range.count + size - 1) / size
    first = range.lowerBound
    paddedQueries = queryGroups * size
    groups = parts[0].tiles * Int(ASSAY_TILE_GROUPS)
    values = .allocate(capacity: (parts.count == 1 ? 1 : 3) * paddedQueries * groups)
    let packed = Self.pack(range, of: queries, parts, paddedQueries, instructions)
    defer { for part in packed { part.deallocate() } }
    Self.withModalities(parts, packed) { [values] modalities in
      assay_group_minima(
        instructions, modalities.baseAddress, modalities.count, queryGroups, parts[0].tiles, values)
    }
  }

  deinit { values.deallocate() }

  /// The minima of all groups for one query.
  borrowing func groups(_ channel: Int, query: Int) -> UnsafeBufferPointer<Float> {
    let start = values + (channel * paddedQueries + query - first) * groups
    return UnsafeBufferPointer(start: start, count: groups)
  }

  private static func pack(
    _ range: Range<Int>, of queries: Tensor, _ parts: [PackedRows], _ paddedQueries: Int,
    _ instructions: assay_instruction_set
  ) -> [UnsafeMutablePointer<Float>] {
    let width = queries.shape[1]
    return parts.map { part in
      let packed = UnsafeMutablePointer<Float>.allocate(capacity: paddedQueries * part.depth)
      queries.withUnsafeElements { elements in
        let start = elements.baseAddress.map { $0 + range.lowerBound * width + part.columns.lowerBound }
        assay_pack_queries(instructions, start, range.count, width, part.depth, packed)
      }
      return packed
    }
  }

  /// Calls `body` with what the kernel reads, one element for each of one or two modalities.
  private static func withModalities(
    _ parts: [PackedRows], _ packed: [UnsafeMutablePointer<Float>],
    _ body: (UnsafeBufferPointer<assay_modality>) -> Void
  ) {
    withModality(parts[0], packed[0]) { first in
      guard parts.count > 1 else { return [first].withUnsafeBufferPointer(body) }
      withModality(parts[1], packed[1]) { second in [first, second].withUnsafeBufferPointer(body) }
    }
  }

  private static func withModality(
    _ part: PackedRows, _ queries: UnsafePointer<Float>, _ body: (assay_modality) -> Void
  ) {
    part.panels.withUnsafeElements { panels in
      part.norms.withUnsafeBufferPointer { norms in
        body(
          assay_modality(
            panels: panels.baseAddress, norms: norms.baseAddress, queries: queries, depth: part.depth))
      }
    }
  }
}
