import CKernels
import Networks
import Tensors

/// Rows rounded to bytes, as the search for the nearest reads them; see `distance_bounds.h`.
///
/// Rows enter one at a time, so that a memory rounds only what is new in it.
struct RoundedRows: Sendable, Equatable {
  private let features: Int
  private let kernel = assay_best_bounds_kernel()

  /// `[panels][quads][16][4]`.
  private var panels: [UInt8]

  /// What the kernel knows of each row: the value of 1, the length, and the length of what rounding changed at most.
  private var scales: [Float]
  private var lengths: [Float]
  private var errors: [Float]

  /// The squared length of each row; +infinity where nothing has entered, which keeps it from every search.
  private var squares: [Float]

  /// Room for rows.
  init(count: Int, features: Int) {
    self.features = features
    let tiles = (count + Int(ASSAY_TILE_ROWS) - 1) / Int(ASSAY_TILE_ROWS)
    let padded = tiles * Int(ASSAY_TILE_ROWS)
    panels = [UInt8](repeating: 0, count: padded * 4 * assay_quads(features))
    scales = [Float](repeating: 0, count: padded)
    (lengths, errors) = (scales, scales)
    squares = [Float](repeating: .infinity, count: padded)
  }

  /// The rows with those that fill up the last tile.
  private var paddedCount: Int { squares.count }

  /// Takes in a row in the place of another.
  mutating func set(_ row: Int, to values: UnsafePointer<Float>) {
    let rounding = assay_pack_row(kernel, values, features, row, &panels)
    squares[row] = assay_squared_length(values, features)
    lengths[row] = squares[row].isFinite ? squares[row].squareRoot() : 0
    (scales[row], errors[row]) = (rounding.scale, rounding.error)
  }

  /// The squared lengths, with +infinity where a row takes no part.
  func squares(where takesPart: (Int) -> Bool, among count: Int) -> [Float] {
    var squares = squares
    for row in 0..<count where !takesPart(row) { squares[row] = .infinity }
    return squares
  }

  /// The length of the longest row.
  var longest: Float { lengths.max() ?? 0 }

  /// The nearest row of each of some queries, found on the calling thread.
  ///
  /// - Parameters:
  ///   - queries: `[count, features]`.
  ///   - count: How many.
  ///   - rows: The rows themselves.
  ///   - squares: What `squares(where:among:)` gave.
  ///   - longest: The length of the longest row.
  ///   - pool: Where memory comes from.
  /// - Returns: For each query the row with the least squared distance, the first among equals.
  func nearest(
    to queries: UnsafePointer<Float>, count: Int, rows: UnsafePointer<Float>, squares: [Float],
    longest: Float,
    on pool: WorkerPool
  ) -> [NearestEntry] {
    let block = RoundedQueries(queries, count: count, features: features, kernel, longest: longest, on: pool)
    let (bounds, places) = (pool.floats(block.paddedCount * paddedCount), pool.floats(paddedCount))
    writeBounds(block, squares, into: bounds.start)
    return places.start.withMemoryRebound(to: Int32.self, capacity: paddedCount) { places in
      (0..<count).map { query in
        var distance: Float = .infinity
        let row = assay_nearest_by_bounds(
          bounds.start + query * paddedCount, paddedCount, queries + query * features, rows, features, places,
          &distance)
        return NearestEntry(row: Int(row), squaredDistance: distance)
      }
    }
  }

  private func writeBounds(
    _ block: RoundedQueries, _ squares: [Float], into bounds: UnsafeMutablePointer<Float>
  ) {
    panels.withUnsafeBufferPointer { panels in
      block.withBoundedQueries { queries in
        var queries = queries
        scales.withUnsafeBufferPointer { scales in
          lengths.withUnsafeBufferPointer { lengths in
            errors.withUnsafeBufferPointer { errors in
              squares.withUnsafeBufferPointer { squares in
                var rows = assay_bounded_rows(
                  panels: panels.baseAddress, scales: scales.baseAddress, squares: squares.baseAddress,
                  lengths: lengths.baseAddress, errors: errors.baseAddress, quads: assay_quads(features))
                let tiles = paddedCount / Int(ASSAY_TILE_ROWS)
                assay_distance_bounds(kernel, &rows, &queries, 0, tiles, paddedCount, bounds)
              }
            }
          }
        }
      }
    }
  }
}

/// The entry of a memory that is nearest to a feature.
package struct NearestEntry: Sendable {
  /// The entry; -1 when there is none.
  package let row: Int

  /// The squared distance; +infinity when there is none.
  package let squaredDistance: Float

  static let none = NearestEntry(row: -1, squaredDistance: .infinity)
}

/// A block of queries rounded to bytes.
private struct RoundedQueries {
  /// `[groups][quads][group size][4]`, zero beyond the last query.
  private let bytes: BorrowedFloats
  private var terms: [assay_query_terms]
  private let groupSize: Int

  init(
    _ queries: UnsafePointer<Float>, count: Int, features: Int, _ kernel: assay_bounds_kernel, longest: Float,
    on pool: WorkerPool
  ) {
    groupSize = assay_format_of_bounds(kernel).query_group
    let groups = (count + groupSize - 1) / groupSize
    let quads = groups * groupSize * assay_quads(features)
    terms = [assay_query_terms](repeating: assay_query_terms(), count: groups * groupSize)
    bytes = pool.floats(quads)
    bytes.start.update(repeating: 0, count: quads)
    let first = UnsafeMutableRawPointer(bytes.start).assumingMemoryBound(to: UInt8.self)
    for query in 0..<count {
      _ = assay_pack_query(
        kernel, queries + query * features, features, longest, query, first, &terms[query])
    }
  }

  var paddedCount: Int { terms.count }

  func withBoundedQueries(_ body: (assay_bounded_queries) -> Void) {
    terms.withUnsafeBufferPointer { terms in
      let first = UnsafeRawPointer(bytes.start).assumingMemoryBound(to: UInt8.self)
      body(
        assay_bounded_queries(bytes: first, terms: terms.baseAddress, groups: terms.count / groupSize))
    }
  }
}
