import MemoryBank

/// How distances become maps and scores.
public struct ScoringOptions: Codable, Sendable, Equatable {
  /// The deviation of the Gaussian over the anomaly map, in pixels of the square view.
  public var blur = 4.0

  /// How many neighbours of the matched row PatchCore's re-weighting looks at, 2 to 100; 0 leaves the map's peak as
  /// the score.
  public var reweightingNeighbors = 0

  /// The defaults.
  public init() {}

  /// The re-weighting of image scores; nil for none.
  var reweighting: PatchCoreReweighting? {
    reweightingNeighbors < 2 ? nil : PatchCoreReweighting(neighbourCount: reweightingNeighbors)
  }
}
