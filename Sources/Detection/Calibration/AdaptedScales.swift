/// The scales of the channels that adaptors add.
struct AdaptedScales {
  let joint: ChannelScale
  let disagreement: ChannelScale
  let features: AdaptedFeatureScales?

  /// What `disagreement` counts for beside `joint`.
  let disagreementWeight: Float

  /// What a channel of adapted features counts for beside `joint`.
  let featureWeight: Float

  /// The sum of what the channels count for.
  var weightSum: Float { 1 + disagreementWeight + (features == nil ? 0 : 2 * featureWeight) }

  /// The weighted sum of the channels of a part's patches, each in units of what good patches reach.
  func sum(of distances: PatchDistances, depths: [Int]) -> [Float] {
    let adapted = distances.adapted
    var channels = [
      (joint, adapted?.joint, 1), (disagreement, adapted?.disagreement, disagreementWeight),
    ]
    if let features {
      channels += [
        (features.appearance, adapted?.features?.appearance, featureWeight),
        (features.fused, adapted?.features?.fused, featureWeight),
      ]
    }
    let missing = [Float?](repeating: nil, count: depths.count)
    return channels.reduce(into: [Float](repeating: 0, count: depths.count)) { sums, channel in
      let (scale, values, weight) = channel
      let scaled = scale.scaled(values ?? missing, depths: depths)
      for patch in sums.indices { sums[patch] += weight * scaled[patch] }
    }
  }
}

/// The scales of distances among adapted features.
public struct AdaptedFeatureScales: Codable, Sendable, Equatable {
  /// Distances to the nearest appearance.
  public let appearance: ChannelScale

  /// Distances to the nearest row of both modalities together.
  public let fused: ChannelScale
}
