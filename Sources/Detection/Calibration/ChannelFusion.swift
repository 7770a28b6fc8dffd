/// How the three distances of a patch become one score.
///
/// Each channel is measured in units of what good patches reach, and the channels are averaged:
/// `score = mean over channels of distance / reach`, once more in units of what good patches reach. A score of one is
/// what one good patch in a hundred has; zero is a patch that is in the bank.
public struct ChannelFusion: Codable, Sendable, Equatable {
  /// Distances to the nearest appearance.
  public let appearance: ChannelScale

  /// Distances to the nearest geometry.
  public let geometry: ChannelScale

  /// Distances to the nearest row of both together.
  public let fused: ChannelScale

  /// What the mean of the channels reaches on good parts; positive.
  public let meanReach: Float

  /// Scales from good parts.
  init(of parts: [CalibrationParts.Part]) {
    func scale(_ channel: (PatchDistances) -> [Float?]) -> ChannelScale {
      ChannelScale(
        parts.flatMap { part in
          zip(channel(part.distances), part.placement.depths).compactMap { distance, depth in
            distance.map { ($0, depth) }
          }
        })
    }
    appearance = scale(\.appearance)
    geometry = scale(\.geometry)
    fused = scale(\.fused)
    let channels = (appearance, geometry, fused)
    let means = parts.flatMap { part in
      let scaled = Self.scaled(part.distances, channels, depths: part.placement.depths)
      return Self.mean(of: scaled)
    }
    meanReach = ChannelScale.reach(of: means) ?? 1
  }

  private typealias Scales = (appearance: ChannelScale, geometry: ChannelScale, fused: ChannelScale)

  private static func scaled(_ distances: PatchDistances, _ scales: Scales, depths: [Int]) -> PatchScores {
    func scaled(_ channel: [Float?], _ scale: ChannelScale) -> [Float] {
      zip(channel, depths).map { scale.scaled($0, depth: $1) }
    }
    return PatchScores(
      appearance: scaled(distances.appearance, scales.appearance),
      fused: scaled(distances.fused, scales.fused), geometry: scaled(distances.geometry, scales.geometry))
  }

  private static func mean(of channels: PatchScores) -> [Float] {
    channels.fused.indices.map {
      (channels.appearance[$0] + channels.geometry[$0] + channels.fused[$0]) / 3
    }
  }

  /// The scores of a part's patches, from all channels and from each modality alone.
  func scores(of distances: PatchDistances, at placement: PatchPlacement) -> PatchScores {
    let channels = Self.scaled(distances, (appearance, geometry, fused), depths: placement.depths)
    return PatchScores(
      appearance: channels.appearance, fused: Self.mean(of: channels).map { $0 / meanReach },
      geometry: channels.geometry)
  }
}
