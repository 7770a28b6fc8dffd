import Tensors

/// The state of a greedy k-centre selection.
///
/// Distances to the taken rows only shrink. So exact ones are kept for a small pool of rows that were
/// farthest a while ago, and an upper bound for the others. While the farthest of the pool is beyond every
/// bound outside, it is the farthest of all, and taking it costs a pass over the pool instead of all rows.
/// Then the largest bounds are lowered, in the fast form of the search kernel, until they make a new pool. Rows
/// in crowds keep a stale bound: most are never compared with the rows that are taken late.
struct FarthestRows {
  /// The rows taken, in order.
  private(set) var taken: [Int]

  private let rows: Tensor
  private let threads: WorkerPool

  /// Upper bounds of the squared distances to the taken rows.
  private var bounds: [Float]

  /// How many of the taken rows each bound accounts for.
  private var seen: [Int]

  private var pool = CandidatePool()

  /// Rows in the pool at first; half a megabyte of 128 features.
  private static let poolSize = 1_024

  init(of rows: Tensor, taken: [Int], on threads: WorkerPool) {
    self.rows = rows
    self.threads = threads
    self.taken = taken
    bounds = [Float](repeating: .infinity, count: rows.rows)
    seen = [Int](repeating: 0, count: rows.rows)
  }

  /// The row that lies farthest from all taken ones, and how far.
  ///
  /// - Parameter onRefresh: Called with the number of rows taken when that takes long.
  /// - Returns: The row and its squared distance.
  mutating func next(_ onRefresh: (Int) -> Void) -> NearestRow {
    var size = Self.poolSize
    while !pool.isDecisive {
      onRefresh(taken.count)
      lowerBounds(toFill: min(size, rows.rows))
      fillPool(min(size, rows.rows))
      size *= 4
    }
    return pool.farthest
  }

  /// Takes a row.
  mutating func take(_ row: Int) {
    taken.append(row)
    pool.lower(to: rows, row)
  }

  /// Lowers the largest bounds until `size` of them are up to date and beyond all that are not.
  private mutating func lowerBounds(toFill size: Int) {
    var reach = size
    var certain = 0
    repeat {
      reach = min(4 * reach, rows.rows)
      let largest = LargestValues(reach, of: bounds)
      let limit = largest.next.map { bounds[$0] } ?? -1
      lowerBounds(of: largest.positions)
      certain = largest.positions.count { bounds[$0] > limit }
    } while certain < size && reach < rows.rows
  }

  /// Brings bounds up to date, together those that have seen the same rows taken.
  private mutating func lowerBounds(of members: [Int]) {
    let stale = Dictionary(grouping: members) { seen[$0] }
    for (count, members) in stale.sorted(by: { $0.key < $1.key }) where count < taken.count {
      let fresh = search(among: taken[count...]).nearest(to: rows.rows(at: members), on: threads)[0]
      for (row, nearest) in zip(members, fresh) {
        bounds[row] = min(bounds[row], nearest.squaredDistance)
        seen[row] = taken.count
      }
    }
  }

  /// Makes a pool of the rows with the largest bounds, whose exact distances become their bounds.
  private mutating func fillPool(_ size: Int) {
    let largest = LargestValues(size, of: bounds)
    let candidates = rows.rows(at: largest.positions)
    let exact = search(among: taken[...]).nearest(to: candidates, on: threads)[0].map(\.squaredDistance)
    for (row, distance) in zip(largest.positions, exact) { bounds[row] = distance }
    let outside = largest.next.map { NearestRow(squaredDistance: bounds[$0], row: $0) }
    pool = CandidatePool(
      members: largest.positions, rows: candidates, distances: exact, outside: outside)
  }

  private func search(among centers: ArraySlice<Int>) -> NearestRowSearch {
    let centers = rows.rows(at: Array(centers))
    let packed = PackedRows(centers, columns: 0..<rows.rowCount, on: threads)
    return NearestRowSearch(rows: centers, parts: [packed])
  }
}
