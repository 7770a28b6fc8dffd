import Tensors

extension Detector {
  /// What is said about a capture that has no points or shows no part.
  ///
  /// Scores and maps of zero say nothing about the part; look at the verdict first.
  ///
  /// - Parameter capture: A capture that `score` refuses with an error that `isAboutDepth`.
  /// - Returns: The verdict `insufficientDepth`, nothing covered, scores and maps of zero.
  public func unjudged(_ capture: Capture) -> ScoredPart {
    let map = Tensor(shape: [capture.height, capture.width])
    let adaptedMap = adapted == nil ? nil : map
    let usesAdapted = calibration.fusion.adapted?.decision.isUsed ?? false
    return ScoredPart(
      id: capture.id, scores: BranchScores(appearance: 0, fused: 0, geometry: 0), frozenScore: 0,
      adaptedScore: adapted == nil ? nil : 0,
      maps: AnomalyMaps(
        appearance: map, geometry: map, frozen: map, adapted: adaptedMap, usesAdapted: usesAdapted),
      coverage: 0, regions: [], threshold: calibration.threshold, mapThreshold: calibration.mapThreshold,
      verdict: .insufficientDepth)
  }
}
