/// What a branch looks at.
public enum BranchModality: String, Sendable, Codable, CaseIterable {
  /// The photograph.
  case appearance
  /// The point cloud.
  case geometry
}
