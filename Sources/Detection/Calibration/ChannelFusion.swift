/// How the three distances of a patch become one score.
///
/// Each channel is measured in units of what good patches reach, and the channels are averaged:
/// `score = mean over channels of distance / reach`. A score of one is what one good patch in a hundred has; zero is a
/// patch that is in the bank.
public struct ChannelFusion: Codable, Sendable, Equatable {
  /// Distances to the nearest appearance.
  public let appearance: ChannelScale

  /// Distances to the nearest geometry.
  public let geometry: ChannelScale

  /// Distances to the nearest row of both together.
  public let fused: ChannelScale

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
  }

  /// The scores of a part's patches, from all channels and from each modality alone.
  func scores(of distances: PatchDistances, at placement: PatchPlacement) -> PatchScores {
    let depths = placement.depths
    func scaled(_ channel: [Float?], _ scale: ChannelScale) -> [Float] {
      zip(channel, depths).map { scale.scaled($0, depth: $1) }
    }
    let appearance = scaled(distances.appearance, appearance)
    let geometry = scaled(distances.geometry, geometry)
    let fused = scaled(distances.fused, fused)
    return PatchScores(
      appearance: appearance,
      fused: appearance.indices.map { (appearance[$0] + geometry[$0] + fused[$0]) / 3 },
      geometry: geometry)
  }
}
