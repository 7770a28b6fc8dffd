/// How one modality alone is judged with what adaptors add to it: the mean of its frozen distance and of its distance
/// in the shared space, each in units of what good patches reach.
public struct AdaptedModality: Codable, Sendable, Equatable {
  /// Distances to the nearest good patch of the modality in the shared space.
  public let shared: ChannelScale

  /// What the mean of both channels reaches on good parts; positive.
  public let meanReach: Float

  /// Scales from good parts.
  ///
  /// - Parameters:
  ///   - parts: Good parts.
  ///   - frozen: The scale of the frozen channel of the modality.
  ///   - channels: The two distances of a part's patches.
  init(
    of parts: [CalibrationParts.Part], frozen: ChannelScale,
    _ channels: (PatchDistances) -> (frozen: [Float?], shared: [Float?])
  ) {
    let shared = ChannelFusion.scale(of: parts) { channels($0).shared }
    let means = parts.flatMap { part in
      Self.mean(channels(part.distances), frozen, shared, part.placement.depths)
    }
    self.shared = shared
    meanReach = ChannelScale.reach(of: means) ?? 1
  }

  /// The scores of a part's patches.
  func scores(
    _ channels: (frozen: [Float?], shared: [Float?]), frozen: ChannelScale, depths: [Int]
  ) -> [Float] {
    Self.mean(channels, frozen, shared, depths).map { $0 / meanReach }
  }

  private static func mean(
    _ channels: (frozen: [Float?], shared: [Float?]), _ frozen: ChannelScale, _ shared: ChannelScale,
    _ depths: [Int]
  ) -> [Float] {
    zip(frozen.scaled(channels.frozen, depths: depths), shared.scaled(channels.shared, depths: depths))
      .map { ($0 + $1) / 2 }
  }
}

extension PatchDistances {
  /// The distances of appearance alone.
  var appearanceChannels: (frozen: [Float?], shared: [Float?]) {
    (appearance, adapted?.sharedAppearance ?? [Float?](repeating: nil, count: appearance.count))
  }

  /// The distances of geometry alone.
  var geometryChannels: (frozen: [Float?], shared: [Float?]) {
    (geometry, adapted?.sharedGeometry ?? [Float?](repeating: nil, count: geometry.count))
  }
}

extension ChannelFusion {
  /// The scores of a part's patches from each modality alone with what adaptors add to it; nil without adaptors.
  func adaptedModalities(
    of distances: PatchDistances, at placement: PatchPlacement
  ) -> (appearance: [Float], geometry: [Float])? {
    guard let first = adapted?.appearance, let second = adapted?.geometry else { return nil }
    let depths = placement.depths
    return (
      first.scores(distances.appearanceChannels, frozen: appearance, depths: depths),
      second.scores(distances.geometryChannels, frozen: geometry, depths: depths)
    )
  }
}
