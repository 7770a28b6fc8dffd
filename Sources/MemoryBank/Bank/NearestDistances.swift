/// The distances of queries to the nearest rows of a bank, in one array for each kind.
///
/// Distances are Euclidean, in units of the typical distance of two random good patches, and always finite:
/// one too large for 32 bits is the largest finite number. A query that has no distance of a kind has 0
/// there and the row -1: it has no geometry itself, or no row of the bank takes part.
public struct NearestDistances: Sendable, Equatable {
  /// The smallest distance of appearance, `[queries]`.
  public let appearance: [Float]

  /// The smallest distance of geometry, `[queries]`.
  public let geometry: [Float]

  /// The smallest distance of both together, `[queries]`.
  public let fused: [Float]

  /// The row nearest in appearance; -1 for none.
  public let appearanceRows: [Int]

  /// The row nearest in geometry; -1 for none.
  public let geometryRows: [Int]

  /// The row nearest in both together; -1 for none.
  public let fusedRows: [Int]

  /// The number of queries.
  public var count: Int { appearance.count }

  /// Whether a query has distances of geometry and of both together.
  public func hasGeometry(_ query: Int) -> Bool { geometryRows[query] >= 0 }

  init(appearance: [NearestRow], geometry: [NearestRow], fused: [NearestRow]) {
    self.appearance = appearance.map(Self.distance)
    self.geometry = geometry.map(Self.distance)
    self.fused = fused.map(Self.distance)
    appearanceRows = appearance.map(\.row)
    geometryRows = geometry.map(\.row)
    fusedRows = fused.map(\.row)
  }

  private static func distance(_ nearest: NearestRow) -> Float {
    guard nearest.row >= 0 else { return 0 }
    let distance = nearest.squaredDistance.squareRoot()
    return distance < .greatestFiniteMagnitude ? distance : .greatestFiniteMagnitude
  }
}
