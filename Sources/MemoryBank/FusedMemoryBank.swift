import Tensors

/// Good patches to compare with, one row each: `[appearance | geometry]`, both standardised.
///
/// Searching it gives for each patch of a part the distance to the nearest good patch, in appearance, in
/// geometry, and in both together. Appearance or geometry may have no features: then the bank serves one
/// modality alone, the control that the fused bank is compared with.
public struct FusedMemoryBank: Sendable {
  /// The standardised features, `[rows, appearance + geometry]`; zeros where a row has no geometry.
  public let rows: Tensor

  /// Whether a row has geometry, `[rows]`; one without takes part in appearance only.
  public let hasGeometry: [Bool]

  /// The part that each row comes from, `[rows]`.
  public let owners: [Int32]

  /// How appearance was standardised.
  public let appearanceScale: FeatureScale

  /// How geometry was standardised.
  public let geometryScale: FeatureScale

  /// Every row within this distance of a kept one when the bank was built, in the space of the selection.
  public let coveringRadius: Float

  let search: NearestRowSearch

  /// Features of appearance; 0 in a bank of geometry alone.
  public var appearanceCount: Int { appearanceScale.center.count }

  /// Features of geometry; 0 in a bank of appearance alone.
  public var geometryCount: Int { geometryScale.center.count }

  /// The number of rows.
  public var count: Int { rows.rows }

  init(
    rows: Tensor, hasGeometry: [Bool], owners: [Int32], appearanceScale: FeatureScale,
    geometryScale: FeatureScale, coveringRadius: Float, on pool: WorkerPool
  ) {
    self.rows = rows
    self.hasGeometry = hasGeometry
    self.owners = owners
    self.appearanceScale = appearanceScale
    self.geometryScale = geometryScale
    self.coveringRadius = coveringRadius
    let split = appearanceScale.center.count
    let appearance = PackedRows(rows, columns: 0..<split, on: pool)
    let geometry = PackedRows(rows, columns: split..<rows.rowCount, takesPart: hasGeometry, on: pool)
    search = NearestRowSearch(rows: rows, parts: [appearance, geometry].filter { $0.depth > 0 })
  }
}

extension FusedMemoryBank: Equatable {
  /// Whether two banks answer every search alike.
  public static func == (left: FusedMemoryBank, right: FusedMemoryBank) -> Bool {
    left.rows == right.rows && left.hasGeometry == right.hasGeometry && left.owners == right.owners
      && left.appearanceScale == right.appearanceScale && left.geometryScale == right.geometryScale
      && left.coveringRadius == right.coveringRadius
  }
}
