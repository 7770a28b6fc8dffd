import MemoryBank

/// The distances of a part's patches to the memory bank, patch by patch.
public struct PatchDistances: Sendable, Equatable {
  /// To the nearest appearance.
  public let appearance: [Float?]

  /// To the nearest geometry; nil for a patch without valid points.
  public let geometry: [Float?]

  /// To the nearest row of both together; nil for a patch without valid points.
  public let fused: [Float?]

  /// What adaptors say about the patches; nil without adaptors.
  let adapted: AdaptedSpace.Distances?

  /// What re-weighting makes of the part's image scores.
  let weights: ImageWeights

  /// Distances of the frozen channels, one of each kind for every patch.
  package init(appearance: [Float?], geometry: [Float?], fused: [Float?]) {
    self.appearance = appearance
    self.geometry = geometry
    self.fused = fused
    adapted = nil
    weights = .none
  }

  /// The distances that a search found.
  init(_ nearest: NearestDistances, weights: ImageWeights = .none, adapted: AdaptedSpace.Distances? = nil) {
    self.weights = weights
    self.adapted = adapted
    let seen = (0..<nearest.count).map(nearest.hasGeometry)
    appearance = nearest.appearance
    geometry = zip(nearest.geometry, seen).map { $1 ? $0 : nil }
    fused = zip(nearest.fused, seen).map { $1 ? $0 : nil }
  }

  private init(_ frozen: PatchDistances, adapted: AdaptedSpace.Distances?) {
    (appearance, geometry, fused) = (frozen.appearance, frozen.geometry, frozen.fused)
    weights = frozen.weights
    self.adapted = adapted
  }

  /// The same distances to the frozen bank beside those of other adaptors.
  func with(_ adapted: AdaptedSpace.Distances?) -> PatchDistances {
    PatchDistances(self, adapted: adapted)
  }
}
