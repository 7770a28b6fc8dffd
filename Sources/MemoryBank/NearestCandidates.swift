/// The search for the nearest rows of one query, by lower bounds first and by distances where those do not decide.
///
/// Rows with the smallest bounds are most likely the nearest. Once as many as are wanted have been measured,
/// rows whose bound is above the farthest of them are passed over for good.
struct NearestCandidates {
  /// A row that has not been measured.
  private struct Row {
    var bound: Float
    var row: Int32
  }

  private let distances: QueryDistances
  private var found: NearestRowList
  private var waiting: [Row] = []

  /// The smallest bounds seen, in order; +infinity while there are fewer than wanted.
  private var smallest: [Float]

  /// Candidates for the `count` nearest rows.
  init(_ count: Int, by distances: QueryDistances) {
    self.distances = distances
    found = NearestRowList(count: count)
    smallest = [Float](repeating: .infinity, count: count)
  }

  /// A row whose bound is above this is not among the nearest.
  var limit: Float { found.reach }

  /// Takes a row whose bound is not above the limit; a bound that is not a number says nothing.
  mutating func take(_ row: Int, bound: Float) {
    let bound = bound.isNaN ? -.infinity : bound
    waiting.append(Row(bound: bound, row: Int32(truncatingIfNeeded: row)))
    guard let last = smallest.last, bound < last else { return }
    let place = smallest.firstIndex { bound < $0 } ?? smallest.count - 1
    smallest.removeLast()
    smallest.insert(bound, at: place)
  }

  /// Measures the rows with the smallest bounds, which lowers the limit.
  mutating func measurePromising() {
    let promising = smallest.last ?? .infinity
    let (limit, all) = (limit, waiting)
    waiting = all.filter { $0.bound > promising && $0.bound <= limit }
    measure(all.filter { $0.bound <= promising })
  }

  /// The nearest rows, after the last has been taken.
  func nearest() -> [NearestRow] {
    var last = self
    last.measure(waiting)
    return last.found.rows
  }

  /// Measures candidates a few at a time, and leaves out those that the ones before have ruled out.
  private mutating func measure(_ candidates: [Row]) {
    let open = candidates.filter { $0.bound <= limit }
    let rows = open.map(\.row)
    let group = QueryDistances.groupRows
    var first = 0
    while first < open.count {
      guard open[first].bound <= limit else {
        first += 1
        continue
      }
      let count = min(group, open.count - first)
      if count < group {
        insert(rows[first], distances.squared(to: Int(rows[first])))
        first += 1
      } else {
        let squares = distances.squared(toFirstOf: rows[first...])
        for position in 0..<group { insert(rows[first + position], squares[position]) }
        first += group
      }
    }
  }

  private mutating func insert(_ row: Int32, _ squaredDistance: Float) {
    found.insert(NearestRow(squaredDistance: squaredDistance, row: Int(row)))
  }
}
