import Datasets

/// The files of one part.
struct PairPaths: Equatable, Sendable {
  /// The name that results carry.
  let id: String

  /// The path of the PNG.
  let rgb: String

  /// The path of the XYZ TIFF.
  let xyz: String

  /// The masks that say which pixels are inspected.
  var masks = InspectionMasks.none
}
