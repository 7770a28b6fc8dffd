import Tensors

/// The scores of good parts, each with weights that rest on other parts.
///
/// A part that took part in choosing the weights looks more usual by them than a new part does, and a threshold from
/// such scores is exceeded too often when parts are few. So the parts are divided into folds, and each fold is scored
/// with the weights that the other folds give. Those weights are brought to the units of the weights of all parts,
/// which score new parts: without that, a strange part would be measured in the small units of its ordinary fellows,
/// and the threshold it sets would be too high.
package struct HeldOutScores {
  /// The image score of each part.
  package let scores: [Float]

  /// The largest value of each part's anomaly map.
  package let peaks: [Float]

  /// Folds at most; with no more parts than that, each part is a fold.
  static let foldLimit = 20

  /// Scores the parts.
  ///
  /// - Parameters:
  ///   - parts: Good parts. A single one is scored with its own weights, for want of others.
  ///   - fusion: The weights that all parts give.
  ///   - blur: The deviation of the Gaussian over the anomaly map, in pixels of the view.
  ///   - pool: The threads to use.
  package init(
    of parts: [CalibrationParts.Part], fusion: ChannelFusion, blur: Double, on pool: WorkerPool
  ) {
    let folds = min(parts.count, Self.foldLimit)
    let fusions = pool.map(folds) { Self.fusion(leavingOut: $0, of: folds, parts: parts, whole: fusion) }
    let peaks = pool.map(parts.count) { parts[$0].peak(by: fusions[$0 % folds], blur: blur, on: pool) }
    self.peaks = peaks
    scores = zip(peaks, parts).map { $0 * $1.distances.weights.fused }
  }

  /// The weights that the parts of all folds but one give.
  private static func fusion(
    leavingOut fold: Int, of folds: Int, parts: [CalibrationParts.Part], whole: ChannelFusion
  ) -> ChannelFusion {
    guard folds > 1 else { return whole }
    let others = parts.indices.filter { $0 % folds != fold }.map { parts[$0] }
    return ChannelFusion(of: others).aligned(with: whole, on: others)
  }
}
