/// The search for the nearest rows of one query, by lower bounds first and by distances where those do not decide.
///
/// Rows with the smallest bounds are most likely the nearest. Once as many as are wanted have been measured,
/// rows whose bound is above the farthest of them are passed over for good.
struct NearestCandidates<Distances: RowDistances> {
  /// A row, and a bound below which its squared distance is not.
  struct Row {
    var bound: Float
    var row: Int32
  }

  private let distances: Distances

  /// The measured rows that are nearest for certain.
  private var found: NearestRowList

  /// Rows that have not been measured.
  private var waiting: [Row] = []

  /// Rows whose distance is known but for an interval.
  private var measured: [Row] = []

  /// The smallest bounds seen, in order; +infinity while there are fewer than wanted.
  private var smallest: [Float]

  /// Candidates for the `count` nearest rows.
  init(_ count: Int, by distances: Distances) {
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

  /// Measures the rows that are left, after the last has been taken.
  mutating func measureAll() {
    measure(waiting)
    waiting = []
  }

  /// The nearest rows, where distances are exact.
  var nearest: [NearestRow] { found.rows }

  /// All rows that may be among the nearest, the most promising first, where distances are not exact.
  var closest: [Row] {
    measured.filter { $0.bound <= limit }.sorted { ($0.bound, $0.row) < ($1.bound, $1.row) }
  }

  /// Measures candidates a few at a time, and leaves out those that the ones before have ruled out.
  private mutating func measure(_ candidates: [Row]) {
    let open = candidates.filter { $0.bound <= limit }
    let rows = open.map(\.row)
    var first = 0
    while first < open.count {
      guard open[first].bound <= limit else {
        first += 1
        continue
      }
      let distances = distances.measure(rows[first...])
      for position in 0..<min(Distances.groupRows, open.count - first) {
        insert(rows[first + position], distances.least[position], distances.most[position])
      }
      first += Distances.groupRows
    }
  }

  private mutating func insert(_ row: Int32, _ least: Float, _ most: Float) {
    if !Distances.areExact { measured.append(Row(bound: least, row: row)) }
    found.insert(NearestRow(squaredDistance: most, row: Int(row)))
  }
}
