/// The row that lies nearest to a query, in one kind of distance.
package struct NearestRow: Sendable, Equatable {
  /// The squared distance, from the differences of the features.
  package var squaredDistance: Float

  /// The row, the lowest among equally near ones; -1 when no row takes part.
  package var row: Int

  package static let none = NearestRow(squaredDistance: .infinity, row: -1)

  /// Takes the other row when it is nearer, or as near and before this one.
  mutating func lower(to squared: Float, row other: Int) {
    let isFirst = row < 0
    guard isFirst || squared < squaredDistance || (squared == squaredDistance && other < row) else { return }
    squaredDistance = squared
    row = other
  }
}
