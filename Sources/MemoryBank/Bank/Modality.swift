/// One of the two halves of a fused row.
public enum Modality: String, Sendable, Equatable, CustomStringConvertible {
  /// What the photograph shows.
  case appearance

  /// What the point cloud shows.
  case geometry

  /// The word for a message.
  public var description: String { rawValue }
}
