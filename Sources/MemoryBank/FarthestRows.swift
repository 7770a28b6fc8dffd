import CKernels
import Tensors

/// The state of a greedy k-centre selection.
///
/// Distances to the taken rows only shrink. So exact ones are kept for a small pool of rows that were
/// farthest a while ago, and an upper bound for the others. While the farthest of the pool is beyond every
/// bound outside, it is the farthest of all, and taking it costs a pass over the pool instead of all rows.
/// Then all bounds are refreshed against the rows taken meanwhile, in the fast form of the search kernel.
struct FarthestRows {
  /// The rows taken, in order.
  private(set) var taken: [Int]

  private let rows: Tensor
  private let threads: WorkerPool
  private var bounds: [Float]
  private var refreshedCount = 0
  private var pool = CandidatePool()

  /// Rows in the pool at first; half a megabyte of 128 features.
  private static let poolSize = 1_024

  init(of rows: Tensor, first: Int, on threads: WorkerPool) {
    self.rows = rows
    self.threads = threads
    taken = [first]
    bounds = [Float](repeating: .infinity, count: rows.rows)
  }

  /// The row that lies farthest from all taken ones, and how far.
  ///
  /// - Parameter onRefresh: Called with the number of rows taken when that takes long.
  /// - Returns: The row and its squared distance.
  mutating func next(_ onRefresh: (Int) -> Void) -> NearestRow {
    if !pool.isDecisive {
      onRefresh(taken.count)
      lowerBounds()
      var size = Self.poolSize
      repeat {
        fillPool(size)
        size *= 4
      } while !pool.isDecisive
    }
    return pool.farthest
  }

  /// Takes a row.
  mutating func take(_ row: Int) {
    taken.append(row)
    pool.lower(to: rows, row)
  }

  /// Lowers the bounds of all rows to the distances from the rows taken since the last time.
  private mutating func lowerBounds() {
    let search = search(among: taken[refreshedCount...])
    refreshedCount = taken.count
    let fresh = search.upperBounds(for: rows, on: threads)
    for row in bounds.indices where fresh[row] < bounds[row] { bounds[row] = fresh[row] }
  }

  /// Makes a pool of the `size` rows with the largest bounds, whose exact distances become their bounds.
  private mutating func fillPool(_ size: Int) {
    let largest = largestPositions(of: bounds, count: min(size, rows.rows) + 1)
    let members = largest.prefix(size)
    let candidates = rows.rows(at: Array(members))
    let exact = search(among: taken[...]).nearest(to: candidates, on: threads)[0].map(\.squaredDistance)
    for (row, distance) in zip(members, exact) { bounds[row] = distance }
    let outside = largest.dropFirst(size).first.map { NearestRow(squaredDistance: bounds[$0], row: $0) }
    pool = CandidatePool(members: Array(members), rows: candidates, distances: exact, outside: outside)
  }

  private func search(among centers: ArraySlice<Int>) -> NearestRowSearch {
    let centers = rows.rows(at: Array(centers))
    let packed = PackedRows(centers, columns: 0..<rows.rowCount, on: threads)
    return NearestRowSearch(rows: centers, parts: [packed])
  }
}

/// The positions of the largest values, of equal ones the first, in that order.
///
/// - Parameters:
///   - values: Numbers of at least 0.
///   - count: Positions wanted.
/// - Returns: At most `count` positions.
func largestPositions(of values: [Float], count: Int) -> [Int] {
  let count = min(count, values.count)
  // The bits of floats that are not negative are ordered as they are.
  var histogram = [Int](repeating: 0, count: 1 << 16)
  for value in values { histogram[Int(value.bitPattern >> 16)] += 1 }
  var bucket = histogram.count
  var found = 0
  while found < count, bucket > 0 {
    bucket -= 1
    found += histogram[bucket]
  }
  let candidates = values.indices.filter { values[$0].bitPattern >> 16 >= bucket }
  return Array(candidates.sorted { (values[$1], $0) < (values[$0], $1) }.prefix(count))
}
