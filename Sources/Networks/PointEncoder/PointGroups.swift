import Tensors

/// Groups of points of one or more parts, as the compact point encoder takes them.
public struct PointGroups: Sendable, Equatable {
  /// The members' coordinates and normals in the frame of their group, `[groups · members, 6]`.
  public let members: Tensor

  /// Where the groups lie on their part, `[groups, 3]`, without unit.
  public let positions: Tensor

  /// Which groups belong to the same part.
  public let samples: TokenSamples

  /// Puts together groups.
  ///
  /// - Parameters:
  ///   - members: `[groups · members, 6]`.
  ///   - positions: `[groups, 3]`.
  ///   - samples: Which groups belong together; all of them when nil.
  public init(members: Tensor, positions: Tensor, samples: TokenSamples? = nil) {
    let samples = samples ?? TokenSamples(counts: [positions.rows])
    precondition(
      members.shape.count == 2 && members.shape[1] == PointEncoderConfiguration.pointFeatureCount
        && positions.shape == [samples.tokenCount, 3],
      "members of shape \(members.shape), positions of shape \(positions.shape)")
    self.members = members
    self.positions = positions
    self.samples = samples
  }
}
