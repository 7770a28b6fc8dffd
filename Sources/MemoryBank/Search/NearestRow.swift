/// A row near to a query, in one kind of distance.
public struct NearestRow: Sendable, Equatable {
  /// The squared distance, from the differences of the features.
  public var squaredDistance: Float

  /// The row, the lowest among equally near ones; -1 when no row takes part.
  public var row: Int

  package static let none = NearestRow(squaredDistance: .infinity, row: -1)

  /// Whether this row is nearer than another, or as near and before it.
  func isBefore(_ other: NearestRow) -> Bool {
    squaredDistance < other.squaredDistance || (squaredDistance == other.squaredDistance && row < other.row)
  }
}

/// The nearest of the rows seen so far, nearest first.
struct NearestRowList {
  private(set) var rows: [NearestRow] = []
  private let count: Int

  /// Keeps at most `count` rows.
  init(count: Int) { self.count = count }

  /// The squared distance beyond which a row is not taken; +infinity while there are fewer than wanted.
  var reach: Float { rows.count < count ? .infinity : rows[count - 1].squaredDistance }

  /// Takes a row in its place, if it is near enough.
  mutating func insert(_ candidate: NearestRow) {
    if rows.count == count {
      guard candidate.isBefore(rows[count - 1]) else { return }
      rows.removeLast()
    }
    let place = rows.firstIndex { candidate.isBefore($0) } ?? rows.count
    rows.insert(candidate, at: place)
  }
}
