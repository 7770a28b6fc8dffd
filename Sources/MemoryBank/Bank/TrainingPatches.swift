import Tensors

/// The patches of good parts that a bank is built from.
public struct TrainingPatches: Sendable {
  /// Features of appearance, `[patches, features]`; no features in a bank of geometry alone.
  public let appearance: Tensor

  /// Features of geometry, `[patches, features]`; no features in a bank of appearance alone.
  public let geometry: Tensor

  /// Whether a patch has geometry, `[patches]`; where it has none its row of `geometry` is ignored.
  public let hasGeometry: [Bool]

  /// The part that each patch comes from, `[patches]`, at least 0.
  public let owners: [Int32]

  /// The number of patches.
  public var count: Int { appearance.rows }

  /// Patches of equal number in all four.
  public init(appearance: Tensor, geometry: Tensor, hasGeometry: [Bool], owners: [Int32]) {
    precondition(
      appearance.shape.count == 2 && geometry.shape.count == 2
        && appearance.rows == geometry.rows && hasGeometry.count == appearance.rows
        && owners.count == appearance.rows && appearance.rowCount + geometry.rowCount > 0,
      "appearance \(appearance.shape), geometry \(geometry.shape), \(hasGeometry.count) flags, "
        + "\(owners.count) owners")
    self.appearance = appearance
    self.geometry = geometry
    self.hasGeometry = hasGeometry
    self.owners = owners
  }
}
