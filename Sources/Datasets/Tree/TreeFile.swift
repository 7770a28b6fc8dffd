/// A regular file below the root of a data set.
struct TreeFile: Equatable {
  /// The last component of the path.
  let name: String

  /// The path relative to the root.
  let path: String

  /// The name without its ending.
  var stem: String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// The ending in lower case, without the dot; empty when there is none.
  var ending: String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// Whether the ending says PNG.
  var isPNG: Bool { ending == "png" }

  /// Whether the ending says TIFF.
  var isTIFF: Bool { ending == "tiff" || ending == "tif" }
}
