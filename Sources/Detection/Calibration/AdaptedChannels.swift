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

  /// What the mean of all five channels reaches on good parts; positive.
  public let meanReach: Float

  /// Whether scores use these channels.
  public let decision: AdaptationDecision

  /// Scales from good parts; nil when their distances come without adaptors.
  init?(of parts: [CalibrationParts.Part], frozen: FrozenScales) {
    let adapted = parts.compactMap(\.distances.adapted)
    guard !parts.isEmpty, adapted.count == parts.count else { return nil }
    let joint = ChannelFusion.scale(of: parts) { $0.adapted?.joint ?? [] }
    let disagreement = ChannelFusion.scale(of: parts) { $0.adapted?.disagreement ?? [] }
    let means = parts.flatMap { part in
      let channels = frozen.channels(of: part.distances, depths: part.placement.depths)
      return Self.mean(part.distances, channels, joint, disagreement, part.placement.depths)
    }
    self.joint = joint
    self.disagreement = disagreement
    appearance = AdaptedModality(of: parts, frozen: frozen.appearance, \.appearanceChannels)
    geometry = AdaptedModality(of: parts, frozen: frozen.geometry, \.geometryChannels)
    meanReach = ChannelScale.reach(of: means) ?? 1
    decision = AdaptationDecision(
      agreement: adapted.reduce(0) { $0 + $1.agreement } / Float(adapted.count))
  }

  /// The same weights in units that are `factor` times as large, and with a decision of other parts.
  func aligned(by factor: Float, decision: AdaptationDecision) -> AdaptedChannels {
    AdaptedChannels(self, meanReach: meanReach * factor, decision: decision)
  }

  private init(_ other: AdaptedChannels, meanReach: Float, decision: AdaptationDecision) {
    joint = other.joint
    disagreement = other.disagreement
    appearance = other.appearance
    geometry = other.geometry
    self.meanReach = meanReach
    self.decision = decision
  }

  /// The scores of a part's patches from all five channels.
  func scores(of distances: PatchDistances, frozen: FrozenChannels, depths: [Int]) -> [Float] {
    Self.mean(distances, frozen, joint, disagreement, depths).map { $0 / meanReach }
  }

  private static func mean(
    _ distances: PatchDistances, _ frozen: FrozenChannels, _ joint: ChannelScale,
    _ disagreement: ChannelScale, _ depths: [Int]
  ) -> [Float] {
    let missing = [Float?](repeating: nil, count: depths.count)
    let first = joint.scaled(distances.adapted?.joint ?? missing, depths: depths)
    let second = disagreement.scaled(distances.adapted?.disagreement ?? missing, depths: depths)
    return zip(frozen.sum, zip(first, second)).map { ($0 + $1.0 + $1.1) / 5 }
  }
}
