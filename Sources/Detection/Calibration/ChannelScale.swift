/// What one channel of distances reaches on good parts, by how far inside the part a patch lies.
///
/// Near the edge of a part, features vary more: less of the patch is the part, and silhouettes differ. Distances are
/// therefore measured in units of what good patches of the same depth class reach.
public struct ChannelScale: Codable, Sendable, Equatable {
  /// The `quantile` of the distances of good patches in each depth class; positive.
  public let reach: [Float]

  /// The mean of `distance / reach` over good patches: what a patch without this channel counts as.
  public let typical: Float

  /// The quantile of good distances that stands for what a channel reaches.
  static let quantile = 0.99

  /// Patches that a class needs for a quantile of its own; with fewer, that of all patches stands in.
  static let leastPatches = 200

  /// The scale of a channel.
  ///
  /// - Parameter patches: Finite distances of patches of good parts and their depth classes. Without any, distances
  ///   stay as they are.
  package init(_ patches: [(distance: Float, depth: Int)]) {
    let overall = Self.reach(of: patches.map(\.distance)) ?? 1
    let reach = (0..<PatchPlacement.depthClasses).map { depth in
      let members = patches.filter { $0.depth == depth }.map(\.distance)
      return members.count >= Self.leastPatches ? Self.reach(of: members) ?? overall : overall
    }
    let sum = patches.reduce(0) { $0 + Double($1.distance / reach[$1.depth]) }
    typical = patches.isEmpty ? 0 : Float(sum / Double(patches.count))
    self.reach = reach
  }

  /// The distances of a part's patches, each in units of what good patches of its depth class reach.
  func scaled(_ distances: [Float?], depths: [Int]) -> [Float] {
    zip(distances, depths).map { scaled($0, depth: $1) }
  }

  /// A distance in units of what good patches of its depth class reach; `typical` for a missing distance.
  func scaled(_ distance: Float?, depth: Int) -> Float {
    distance.map { $0 / reach[depth] } ?? typical
  }

  /// The `quantile` of distances, positive; nil without any.
  static func reach(of distances: [Float]) -> Float? {
    guard !distances.isEmpty else { return nil }
    let position = Int((Double(distances.count - 1) * quantile).rounded())
    return max(distances.sorted()[position], 1e-6)
  }
}
