import CKernels
import Tensors

/// Exact search for the nearest rows without a matrix of distances.
///
/// A kernel computes `|row|^2 - 2 row . query + |query|^2` with rows and queries rounded to 16-bit integers,
/// which is fast and inexact, and keeps the smallest of each group of eight rows. Every group that could hold a
/// nearest row, by a bound on the error, is then gone through with distances from differences. So the answer is that
/// of a plain loop over `sum (query - row)^2`, bit for bit, whatever the block, the thread and the processor.
///
/// Rows of one modality give one kind of distance; rows of two give three: of the first, of the second,
/// and of both together, whose square is the sum of the other two.
public struct NearestRowSearch: Sendable {
  /// `[rows, features]`, the modalities side by side.
  package let rows: Tensor

  /// One or two modalities with at least one feature each.
  package private(set) var parts: [PackedRows]

  /// The instructions that the kernel uses.
  package let instructions: assay_instruction_set

  /// Queries per task; a multiple of every register tile's height.
  package static let blockQueries = 84

  /// Packs rows of one modality.
  ///
  /// - Parameters:
  ///   - rows: `[rows, features]`, finite, with at least one feature.
  ///   - pool: The threads to pack on.
  public init(rows: Tensor, on pool: WorkerPool) {
    precondition(rows.shape.count == 2 && rows.rowCount > 0, "rows of shape \(rows.shape)")
    self.init(rows: rows, parts: [PackedRows(rows, columns: 0..<rows.rowCount, on: pool)])
  }

  package init(
    rows: Tensor, parts: [PackedRows],
    instructions: assay_instruction_set = assay_best_instruction_set()
  ) {
    precondition((1...2).contains(parts.count), "a search in \(parts.count) modalities")
    self.rows = rows
    self.parts = parts
    self.instructions = instructions
  }

  /// The kinds of distance: one, or the two modalities and their sum.
  var channelCount: Int { parts.count == 1 ? 1 : 3 }

  /// The same rows without those that `isExcluded` names.
  package func excluding(where isExcluded: (Int) -> Bool) -> NearestRowSearch {
    var search = self
    for part in parts.indices { search.parts[part].exclude { $0 < rows.rows && isExcluded($0) } }
    return search
  }

  /// The nearest row of each query.
  ///
  /// - Parameters:
  ///   - queries: `[queries, features]`, as wide as the rows.
  ///   - pool: The threads to work on.
  /// - Returns: For each kind of distance the nearest row of each query.
  package func nearest(to queries: Tensor, on pool: WorkerPool) -> [[NearestRow]] {
    let blocks = mapBlocks(of: queries, on: pool) { range, minima in
      (0..<channelCount).map { channel in
        range.map { nearest(1, to: $0, in: queries, minima, channel: channel).first ?? .none }
      }
    }
    return (0..<channelCount).map { channel in blocks.flatMap { $0[channel] } }
  }

  /// The nearest rows of each query, in all modalities together.
  ///
  /// - Parameters:
  ///   - count: Rows wanted for each query, at least 1.
  ///   - queries: `[queries, features]`, as wide as the rows.
  ///   - pool: The threads to work on.
  /// - Returns: For each query its nearest rows in the order of distance and index; fewer than `count` when fewer
  ///   rows take part.
  public func nearest(_ count: Int, to queries: Tensor, on pool: WorkerPool) -> [[NearestRow]] {
    precondition(count >= 1, "\(count) nearest rows")
    let blocks = mapBlocks(of: queries, on: pool) { range, minima in
      range.map { nearest(count, to: $0, in: queries, minima, channel: channelCount - 1) }
    }
    return blocks.flatMap { $0 }
  }

  /// For each query an upper bound on the squared distance to its nearest row, within rounding of it.
  package func upperBounds(for queries: Tensor, on pool: WorkerPool) -> [Float] {
    let channel = channelCount - 1
    let blocks = mapBlocks(of: queries, on: pool) { range, minima in
      range.map { query in
        let groups = minima.groups(channel, query: query)
        let length = parts.indices.reduce(Float(0)) { $0 + minima.squaredLength(of: query, $1) }
        let smallest = assay_minimum(groups.baseAddress, groups.count)
        return max(0, smallest + length) + minima.errorBound(of: query, modalities(of: channel))
      }
    }
    return blocks.flatMap { $0 }
  }

  private func mapBlocks<Result: Sendable>(
    of queries: Tensor, on pool: WorkerPool,
    _ body: @escaping @Sendable (Range<Int>, borrowing GroupMinima) -> Result
  ) -> [Result] {
    precondition(
      queries.shape.count == 2 && queries.shape[1] == rows.shape[1],
      "queries of shape \(queries.shape) in rows of shape \(rows.shape)")
    return pool.map((queries.rows + Self.blockQueries - 1) / Self.blockQueries) { block in
      let start = block * Self.blockQueries
      let range = start..<min(queries.rows, start + Self.blockQueries)
      return body(range, GroupMinima(of: range, in: queries, parts: parts, instructions))
    }
  }
}

// MARK: - Exact distances

extension NearestRowSearch {
  private func nearest(
    _ count: Int, to query: Int, in queries: Tensor, _ minima: borrowing GroupMinima, channel: Int
  ) -> [NearestRow] {
    let groups = minima.groups(channel, query: query)
    let smallest = smallest(count, of: groups)
    let error = minima.errorBound(of: query, modalities(of: channel))
    var nearest = NearestRowList(count: count)
    // Each of the groups that were counted has a row as near as this. Queries so long that their squares overflow
    // are compared with every row.
    let limit = smallest + 2 * error
    for group in 0..<groups.count where !(groups[group] > limit) {
      let tile = group / PackedRows.panelRows
      let first = tile * PackedRows.tileRows + group % PackedRows.panelRows
      for row in stride(from: first, to: (tile + 1) * PackedRows.tileRows, by: PackedRows.panelRows)
      where takesPart(row, channel) {
        let squared = squaredDistance(query, queries, row, channel)
        nearest.insert(NearestRow(squaredDistance: squared, row: row))
      }
    }
    return nearest.rows
  }

  /// The `count`-th smallest of the minima of groups; +infinity when there are fewer groups with rows.
  private func smallest(_ count: Int, of groups: UnsafeBufferPointer<Float>) -> Float {
    guard count > 1 else { return assay_minimum(groups.baseAddress, groups.count) }
    var found = [Float](repeating: .infinity, count: count)
    for value in groups where value < found[count - 1] {
      let place = found.firstIndex { value < $0 } ?? count - 1
      found.removeLast()
      found.insert(value, at: place)
    }
    return found[count - 1]
  }

  /// Whether a row has the kind of distance; of two modalities it needs both for the sum.
  func takesPart(_ row: Int, _ channel: Int) -> Bool {
    modalities(of: channel).allSatisfy { parts[$0].takesPart(row) }
  }

  /// The squared distance of a query and a row, from their differences.
  func squaredDistance(_ query: Int, _ queries: Tensor, _ row: Int, _ channel: Int) -> Float {
    let width = rows.shape[1]
    return queries.withUnsafeElements { queries in
      rows.withUnsafeElements { rows in
        guard let query = queries.baseAddress.map({ $0 + query * width }),
          let row = rows.baseAddress.map({ $0 + row * width })
        else { return 0 }
        return modalities(of: channel).reduce(Float(0)) { sum, part in
          let columns = parts[part].columns
          return sum
            + assay_squared_distance(
              query + columns.lowerBound, row + columns.lowerBound, columns.count)
        }
      }
    }
  }

  private func modalities(of channel: Int) -> Range<Int> {
    channel < parts.count ? channel..<channel + 1 : 0..<parts.count
  }
}
