/// The two files of one part.
struct PairPaths: Codable, Equatable, Sendable {
  /// The name that results carry.
  let id: String

  /// The path of the PNG.
  let rgb: String

  /// The path of the XYZ TIFF.
  let xyz: String
}
