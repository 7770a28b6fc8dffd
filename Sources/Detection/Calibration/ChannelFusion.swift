/// How the distances of a patch become one score.
///
/// Each channel is measured in units of what good patches reach, and the channels are averaged:
/// `score = mean over channels of distance / reach`, once more in units of what good patches reach. A score of one is
/// what one good patch in a hundred has; zero is a patch that is in the bank. The frozen channels are three; adaptors
/// add four, two of the shared space and two of adapted features, each of which counts for up to two frozen ones, the
/// disagreement for up to one.
public struct ChannelFusion: Codable, Sendable, Equatable {
  /// Distances to the nearest appearance.
  public let appearance: ChannelScale

  /// Distances to the nearest geometry.
  public let geometry: ChannelScale

  /// Distances to the nearest row of both together.
  public let fused: ChannelScale

  /// What the mean of the frozen channels reaches on good parts; positive.
  public let meanReach: Float

  /// What the adaptors add; nil without adaptors.
  public let adapted: AdaptedChannels?

  /// Scales from good parts.
  package init(of parts: [CalibrationParts.Part]) {
    appearance = Self.scale(of: parts) { $0.appearance }
    geometry = Self.scale(of: parts) { $0.geometry }
    fused = Self.scale(of: parts) { $0.fused }
    let frozen = FrozenScales(appearance: appearance, geometry: geometry, fused: fused)
    meanReach =
      ChannelScale.reach(
        of: parts.flatMap { frozen.channels(of: $0.distances, depths: $0.placement.depths).mean }) ?? 1
    adapted = AdaptedChannels(of: parts, frozen: frozen)
  }

  /// The same weights in the units of another fusion, and with its decision about adaptors.
  ///
  /// - Parameters:
  ///   - whole: The fusion whose units are taken.
  ///   - parts: Good parts whose patches have the same mean score by both fusions afterwards.
  /// - Returns: The fusion in other units.
  func aligned(with whole: ChannelFusion, on parts: [CalibrationParts.Part]) -> ChannelFusion {
    let alike = ChannelFusion(
      appearance: appearance, geometry: geometry, fused: fused, meanReach: meanReach,
      adapted: whole.adapted.flatMap { adapted?.decided(like: $0) })
    let own = alike.scoreSums(on: parts)
    let other = whole.scoreSums(on: parts)
    return ChannelFusion(
      appearance: appearance, geometry: geometry, fused: fused,
      meanReach: meanReach * Self.ratio(own.frozen, other.frozen),
      adapted: alike.adapted?.aligned(by: Self.ratio(own.adapted, other.adapted)))
  }

  /// The sums of the scores of all patches, from the frozen channels and from all.
  private func scoreSums(on parts: [CalibrationParts.Part]) -> (frozen: Double, adapted: Double) {
    parts.reduce(into: (frozen: 0.0, adapted: 0.0)) { sums, part in
      let scores = scores(of: part.distances, at: part.placement)
      sums.frozen += scores.frozen.reduce(0) { $0 + Double($1) }
      sums.adapted += (scores.adapted ?? []).reduce(0) { $0 + Double($1) }
    }
  }

  private static func ratio(_ first: Double, _ second: Double) -> Float {
    first > 0 && second > 0 ? Float(first / second) : 1
  }

  /// The scale of one channel.
  static func scale(
    of parts: [CalibrationParts.Part], _ channel: (PatchDistances) -> [Float?]
  ) -> ChannelScale {
    ChannelScale(
      parts.flatMap { part in
        zip(channel(part.distances), part.placement.depths).compactMap { distance, depth in
          distance.map { ($0, depth) }
        }
      })
  }

  private init(
    appearance: ChannelScale, geometry: ChannelScale, fused: ChannelScale, meanReach: Float,
    adapted: AdaptedChannels?
  ) {
    self.appearance = appearance
    self.geometry = geometry
    self.fused = fused
    self.meanReach = meanReach
    self.adapted = adapted
  }

  /// The scores of a part's patches, from all channels and from each modality alone.
  func scores(of distances: PatchDistances, at placement: PatchPlacement) -> PatchScores {
    let scales = FrozenScales(appearance: appearance, geometry: geometry, fused: fused)
    let frozen = scales.channels(of: distances, depths: placement.depths)
    return PatchScores(
      appearance: frozen.appearance, geometry: frozen.geometry,
      frozen: frozen.mean.map { $0 / meanReach },
      adapted: adapted?.scores(of: distances, frozen: frozen, depths: placement.depths),
      usesAdapted: adapted?.decision.isUsed ?? false)
  }
}

/// The scales of the frozen channels.
struct FrozenScales {
  let appearance: ChannelScale
  let geometry: ChannelScale
  let fused: ChannelScale

  /// The channels of a part's patches, each in units of what good patches reach.
  func channels(of distances: PatchDistances, depths: [Int]) -> FrozenChannels {
    FrozenChannels(
      appearance: appearance.scaled(distances.appearance, depths: depths),
      geometry: geometry.scaled(distances.geometry, depths: depths),
      fused: fused.scaled(distances.fused, depths: depths))
  }
}

/// The frozen channels of a part's patches, in units of what good patches reach.
struct FrozenChannels {
  let appearance: [Float]
  let geometry: [Float]
  let fused: [Float]

  /// The sum of the three, patch by patch.
  var sum: [Float] { fused.indices.map { appearance[$0] + geometry[$0] + fused[$0] } }

  /// The mean of the three, patch by patch.
  var mean: [Float] { sum.map { $0 / 3 } }
}
