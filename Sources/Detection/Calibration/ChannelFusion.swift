import MemoryBank

/// How the three distances of a patch become one score.
///
/// Each channel counts in units of its own deviation on good parts, and the channels are averaged:
/// `score = mean over channels of distance / deviation`. That ranks patches like a sum of z-scores, and stays
/// a distance: zero for a patch that is in the bank.
public struct ChannelFusion: Codable, Sendable, Equatable {
  /// Distances to the nearest appearance.
  public let appearance: ChannelStatistics

  /// Distances to the nearest geometry.
  public let geometry: ChannelStatistics

  /// Distances to the nearest row of both together.
  public let fused: ChannelStatistics

  /// Statistics from the distances of good parts.
  public init(of parts: [PatchDistances]) {
    appearance = ChannelStatistics(parts.flatMap(\.appearance))
    geometry = ChannelStatistics(parts.flatMap { $0.geometry.compactMap { $0 } })
    fused = ChannelStatistics(parts.flatMap { $0.fused.compactMap { $0 } })
  }

  /// The score of each patch.
  ///
  /// A patch without geometry counts as typical in the channels that it lacks.
  func scores(of distances: PatchDistances) -> [Float] {
    distances.appearance.indices.map { patch in
      let terms =
        distances.appearance[patch] / appearance.deviation
        + (distances.geometry[patch] ?? geometry.mean) / geometry.deviation
        + (distances.fused[patch] ?? fused.mean) / fused.deviation
      return terms / 3
    }
  }
}
