/// The features that a distance is measured in.
public enum DistanceKind: String, Sendable, CaseIterable {
  /// Appearance alone.
  case appearance

  /// Geometry alone.
  case geometry

  /// Both; the square is the sum of the other two.
  case fused
}
