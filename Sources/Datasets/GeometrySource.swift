/// Where the geometry of a sample is stored.
public enum GeometrySource: Sendable, Equatable {
  /// An organised cloud: a TIFF of 3 floats per pixel.
  case xyz(path: String)

  /// A 16-bit depth PNG, and the YAML file that names the depths of its smallest and largest value.
  case depth(path: String, range: String)

  /// The file that holds the pixels.
  public var path: String {
    switch self {
    case .xyz(let path), .depth(let path, _): path
    }
  }
}
