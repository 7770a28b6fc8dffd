/// How the two channels that adaptors add join the frozen ones.
public struct AdaptedChannels: Codable, Sendable, Equatable {
  /// Distances to the nearest good patch in the shared space.
  public let joint: ChannelScale

  /// How far the modalities disagree.
  public let disagreement: ChannelScale

  /// Appearance alone, for the ablation; nil in bundles of earlier versions.
  public let appearance: AdaptedModality?

  /// Geometry alone, for the ablation; nil in bundles of earlier versions.
  public let geometry: AdaptedModality?

  /// How many frozen channels each of the two counts for, as `decision` has it; nil in bundles of earlier versions, where
  /// it is one.
  public let weight: Float?

  /// What the weighted mean of all five channels reaches on good parts; positive.
  public let meanReach: Float

  /// Whether scores use these channels.
  public let decision: AdaptationDecision

  /// Scales from good parts; nil when their distances come without adaptors.
  init?(of parts: [CalibrationParts.Part], frozen: FrozenScales) {
    let adapted = parts.compactMap(\.distances.adapted)
    guard !parts.isEmpty, adapted.count == parts.count else { return nil }
    let joint = ChannelFusion.scale(of: parts) { $0.adapted?.joint ?? [] }
    let disagreement = ChannelFusion.scale(of: parts) { $0.adapted?.disagreement ?? [] }
    let decision = AdaptationDecision(
      agreement: adapted.reduce(0) { $0 + $1.agreement } / Float(adapted.count))
    let means = parts.flatMap { part in
      let depths = part.placement.depths
      let channels = frozen.channels(of: part.distances, depths: depths)
      let sum = Self.sum(part.distances, joint, disagreement, depths)
      return Self.mean(channels, sum, weight: decision.weight)
    }
    self.joint = joint
    self.disagreement = disagreement
    self.decision = decision
    weight = decision.weight
    appearance = AdaptedModality(of: parts, frozen: frozen.appearance, \.appearanceChannels)
    geometry = AdaptedModality(of: parts, frozen: frozen.geometry, \.geometryChannels)
    meanReach = ChannelScale.reach(of: means) ?? 1
  }

  /// The same channels with the weight and the decision of others; scores come in other units.
  func decided(like whole: AdaptedChannels) -> AdaptedChannels {
    AdaptedChannels(self, weight: whole.weight, meanReach: meanReach, decision: whole.decision)
  }

  /// The same weights in units that are `factor` times as large.
  func aligned(by factor: Float) -> AdaptedChannels {
    AdaptedChannels(self, weight: weight, meanReach: meanReach * factor, decision: decision)
  }

  private init(_ other: AdaptedChannels, weight: Float?, meanReach: Float, decision: AdaptationDecision) {
    joint = other.joint
    disagreement = other.disagreement
    appearance = other.appearance
    geometry = other.geometry
    self.weight = weight
    self.meanReach = meanReach
    self.decision = decision
  }

  /// The scores of a part's patches from all five channels.
  func scores(of distances: PatchDistances, frozen: FrozenChannels, depths: [Int]) -> [Float] {
    Self.mean(frozen, Self.sum(distances, joint, disagreement, depths), weight: weight ?? 1)
      .map { $0 / meanReach }
  }

  /// The sum of the two channels, each in units of what good patches reach.
  private static func sum(
    _ distances: PatchDistances, _ joint: ChannelScale, _ disagreement: ChannelScale, _ depths: [Int]
  ) -> [Float] {
    let missing = [Float?](repeating: nil, count: depths.count)
    let first = joint.scaled(distances.adapted?.joint ?? missing, depths: depths)
    let second = disagreement.scaled(distances.adapted?.disagreement ?? missing, depths: depths)
    return zip(first, second).map { $0 + $1 }
  }

  /// The weighted mean of three frozen channels and the two that adaptors add.
  private static func mean(_ frozen: FrozenChannels, _ adapted: [Float], weight: Float) -> [Float] {
    zip(frozen.sum, adapted).map { ($0 + weight * $1) / (3 + 2 * weight) }
  }
}
