import Tensors

/// Good patches to compare with, one row each: `[appearance | geometry]`, both standardised.
///
/// Searching it gives for each patch of a part the distance to the nearest good patch, in appearance, in
/// geometry, and in both together. Appearance or geometry may have no features: then the bank serves one
/// modality alone, the control that the fused bank is compared with.
///
/// The rows of a large bank may stay in the file that it is read from: then searches read a few of them, and throw when
/// that fails.
public struct FusedMemoryBank: Sendable {
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

  let search: BankSearch

  /// Features of appearance; 0 in a bank of geometry alone.
  public var appearanceCount: Int { appearanceScale.center.count }

  /// Features of geometry; 0 in a bank of appearance alone.
  public var geometryCount: Int { geometryScale.center.count }

  /// The number of rows.
  public var count: Int { search.shape[0] }

  /// The standardised features, `[rows, appearance + geometry]`; zeros where a row has no geometry.
  public var rows: Tensor {
    get throws(MemoryBankError) { try search.rows(0..<count) }
  }

  init(
    rows: Tensor, hasGeometry: [Bool], owners: [Int32], appearanceScale: FeatureScale,
    geometryScale: FeatureScale, coveringRadius: Float, on pool: WorkerPool
  ) {
    let search = BankSearch(rows, split: appearanceScale.center.count, hasGeometry: hasGeometry, on: pool)
    self.init(
      search, hasGeometry: hasGeometry, owners: owners, appearanceScale: appearanceScale,
      geometryScale: geometryScale, coveringRadius: coveringRadius)
  }

  init(
    _ search: BankSearch, hasGeometry: [Bool], owners: [Int32], appearanceScale: FeatureScale,
    geometryScale: FeatureScale, coveringRadius: Float
  ) {
    self.search = search
    self.hasGeometry = hasGeometry
    self.owners = owners
    self.appearanceScale = appearanceScale
    self.geometryScale = geometryScale
    self.coveringRadius = coveringRadius
  }
}

extension FusedMemoryBank: Equatable {
  /// Whether two banks answer every search alike; one whose rows cannot be read is like no other.
  public static func == (left: FusedMemoryBank, right: FusedMemoryBank) -> Bool {
    guard let leftRows = try? left.rows, let rightRows = try? right.rows else { return false }
    return leftRows == rightRows && left.hasGeometry == right.hasGeometry && left.owners == right.owners
      && left.appearanceScale == right.appearanceScale && left.geometryScale == right.geometryScale
      && left.coveringRadius == right.coveringRadius
  }
}
