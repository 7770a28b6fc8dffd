/// How the channels that adaptors add join the frozen ones.
public struct AdaptedChannels: Codable, Sendable, Equatable {
  /// Distances to the nearest good patch in the shared space.
  public let joint: ChannelScale

  /// How far the modalities disagree.
  public let disagreement: ChannelScale

  /// Distances among adapted features; nil in bundles of earlier versions.
  public let features: AdaptedFeatureScales?

  /// Appearance alone, for the ablation; nil in bundles of earlier versions.
  public let appearance: AdaptedModality?

  /// Geometry alone, for the ablation; nil in bundles of earlier versions.
  public let geometry: AdaptedModality?

  /// How many frozen channels `joint` counts for, as `decision` has it; nil in bundles of earlier versions, where it is one.
  public let weight: Float?

  /// What `disagreement` counts for beside `joint`; nil in bundles of earlier versions, where it is one.
  public let disagreementWeight: Float?

  /// What a channel of `features` counts for beside `joint`; nil in bundles of earlier versions, where it is a half.
  public let featureWeight: Float?

  /// What the weighted mean of all channels reaches on good parts; positive.
  public let meanReach: Float

  /// Whether scores use these channels.
  public let decision: AdaptationDecision

  /// Scales from good parts; nil when their distances come without adaptors.
  init?(of parts: [CalibrationParts.Part], frozen: FrozenScales) {
    let adapted = parts.compactMap(\.distances.adapted)
    guard !parts.isEmpty, adapted.count == parts.count else { return nil }
    joint = ChannelFusion.scale(of: parts) { $0.adapted?.joint ?? [] }
    disagreement = ChannelFusion.scale(of: parts) { $0.adapted?.disagreement ?? [] }
    features = Self.featureScales(of: parts)
    let scales = AdaptedScales(
      joint: joint, disagreement: disagreement, features: features, disagreementWeight: 0.5, featureWeight: 1)
    let decision = AdaptationDecision(
      agreement: adapted.reduce(0) { $0 + $1.agreement } / Float(adapted.count))
    let means = parts.flatMap { part in
      let depths = part.placement.depths
      return Self.mean(
        frozen.channels(of: part.distances, depths: depths), part.distances, scales, depths,
        weight: decision.weight)
    }
    self.decision = decision
    weight = decision.weight
    disagreementWeight = scales.disagreementWeight
    featureWeight = scales.featureWeight
    appearance = AdaptedModality(of: parts, frozen: frozen.appearance, \.appearanceChannels)
    geometry = AdaptedModality(of: parts, frozen: frozen.geometry, \.geometryChannels)
    meanReach = ChannelScale.reach(of: means) ?? 1
  }

  /// The scales of distances among adapted features; nil when parts come without them.
  private static func featureScales(of parts: [CalibrationParts.Part]) -> AdaptedFeatureScales? {
    guard parts.allSatisfy({ $0.distances.adapted?.features != nil }) else { return nil }
    return AdaptedFeatureScales(
      appearance: ChannelFusion.scale(of: parts) { $0.adapted?.features?.appearance ?? [] },
      fused: ChannelFusion.scale(of: parts) { $0.adapted?.features?.fused ?? [] })
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
    features = other.features
    appearance = other.appearance
    geometry = other.geometry
    self.weight = weight
    disagreementWeight = other.disagreementWeight
    featureWeight = other.featureWeight
    self.meanReach = meanReach
    self.decision = decision
  }

  /// The scores of a part's patches from all channels.
  func scores(of distances: PatchDistances, frozen: FrozenChannels, depths: [Int]) -> [Float] {
    let scales = AdaptedScales(
      joint: joint, disagreement: disagreement, features: features,
      disagreementWeight: disagreementWeight ?? 1, featureWeight: featureWeight ?? 0.5)
    return Self.mean(frozen, distances, scales, depths, weight: weight ?? 1).map { $0 / meanReach }
  }

  /// The weighted mean of three frozen channels and those that adaptors add.
  private static func mean(
    _ frozen: FrozenChannels, _ distances: PatchDistances, _ scales: AdaptedScales, _ depths: [Int],
    weight: Float
  ) -> [Float] {
    let adapted = scales.sum(of: distances, depths: depths)
    return zip(frozen.sum, adapted).map { ($0 + weight * $1) / (3 + weight * scales.weightSum) }
  }
}
