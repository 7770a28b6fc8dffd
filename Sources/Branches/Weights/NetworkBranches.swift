/// The networks that a detector's settings refer to; none for branches without weights.
public struct NetworkBranches: Sendable {
  /// The network that sees the image.
  public var appearance: NetworkBranch?

  /// The network that sees the cloud.
  public var geometry: NetworkBranch?

  /// No networks, or some.
  public init(appearance: NetworkBranch? = nil, geometry: NetworkBranch? = nil) {
    self.appearance = appearance
    self.geometry = geometry
  }

  /// Those that there are, appearance first.
  public var all: [NetworkBranch] { [appearance, geometry].compactMap { $0 } }
}
