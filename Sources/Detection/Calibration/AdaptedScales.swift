/// The scales of the channels that adaptors add.
struct AdaptedScales {
  let joint: ChannelScale
  let disagreement: ChannelScale
  let features: AdaptedFeatureScales?

  /// How many channels there are.
  var count: Int { features == nil ? 2 : 4 }

  /// The sum of the channels of a part's patches, each in units of what good patches reach.
  func sum(of distances: PatchDistances, depths: [Int]) -> [Float] {
    let adapted = distances.adapted
    var channels = [(joint, adapted?.joint), (disagreement, adapted?.disagreement)]
    if let features {
      channels += [
        (features.appearance, adapted?.features?.appearance), (features.fused, adapted?.features?.fused),
      ]
    }
    let missing = [Float?](repeating: nil, count: depths.count)
    return channels.reduce(into: [Float](repeating: 0, count: depths.count)) { sums, channel in
      let (scale, values) = channel
      let scaled = scale.scaled(values ?? missing, depths: depths)
      for patch in sums.indices { sums[patch] += scaled[patch] }
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
