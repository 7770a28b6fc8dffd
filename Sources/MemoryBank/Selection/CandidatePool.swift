import CKernels
import Tensors

/// Rows that may be farthest from all taken ones, with their exact distances.
struct CandidatePool {
  private let members: [Int]
  private let rows: Tensor
  private var distances: [Float]
  private var best = 0

  /// The largest bound outside the pool, and its first row; nil when the pool holds all rows.
  private let outside: NearestRow?

  /// An empty pool, which decides nothing.
  init() {
    self.init(
      members: [], rows: Tensor(shape: [0, 0]), distances: [],
      outside: NearestRow(squaredDistance: .infinity, row: 0))
  }

  /// A pool of `members`, ascending, whose features are `rows` and whose squared distances are `distances`.
  init(members: [Int], rows: Tensor, distances: [Float], outside: NearestRow?) {
    self.members = members
    self.rows = rows
    self.distances = distances
    self.outside = outside
    for position in members.indices where distances[position] > distances[best] { best = position }
  }

  /// The farthest row of the pool.
  var farthest: NearestRow { NearestRow(squaredDistance: distances[best], row: members[best]) }

  /// Whether the farthest row of the pool is the farthest of all.
  var isDecisive: Bool {
    guard let outside else { return true }
    guard !members.isEmpty else { return false }
    let (own, bound) = (farthest.squaredDistance, outside.squaredDistance)
    return own > bound || (own == bound && farthest.row < outside.row)
  }

  /// Lowers the distances of all members to those from a row that was taken.
  mutating func lower(to all: Tensor, _ row: Int) {
    let depth = all.rowCount
    let count = members.count
    best = distances.withUnsafeMutableBufferPointer { distances in
      all.withUnsafeElements { all in
        rows.withUnsafeElements { rows in
          let center = all.baseAddress.map { $0 + row * depth }
          return assay_lower_to_distance(rows.baseAddress, count, depth, center, distances.baseAddress)
        }
      }
    }
  }
}
