import Branches
import Tensors

/// A prepared capture and the features of both branches on the whole grid.
public struct DescribedPart: Sendable {
  /// The view and the patches that show the part.
  public let part: PreparedPart

  /// Appearance features, `[patches, Da]`.
  public let appearance: PatchFeatures

  /// Geometry features, `[patches, Dg]`.
  public let geometry: PatchFeatures

  /// The features of the patches that show the part.
  var rows: PartRows {
    PartRows(
      appearance: appearance.values.rows(at: part.placement.patches),
      geometry: geometry.values.rows(at: part.placement.patches),
      hasGeometry: part.placement.patches.map { geometry.isValid[$0] })
  }
}

/// The features of the patches that show a part, one row for each.
struct PartRows: Sendable {
  /// `[rows, Da]`.
  let appearance: Tensor

  /// `[rows, Dg]`; zero where there is no geometry.
  let geometry: Tensor

  /// Whether each patch has valid points.
  let hasGeometry: [Bool]
}
