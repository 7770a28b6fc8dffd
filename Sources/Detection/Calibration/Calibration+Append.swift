extension Calibration {
  /// Thresholds that good parts of a second kind exceed no more often than promised either; weights stay.
  ///
  /// Scores were made with weights that rest on other parts, so the quantile of the new scores promises the rate for
  /// the new kind (split conformal prediction), and a threshold at least as high as both promises it for both.
  ///
  /// - Parameters:
  ///   - scores: One finite image score for each good part of the second kind.
  ///   - peaks: The largest value of each part's anomaly map.
  ///   - rate: The rate to promise for them; that of the calibration when nil.
  /// - Returns: The calibration; nil when no rate was asked for and the parts are too few for the calibration's.
  /// - Throws: `DetectionError.tooFewForRate` when the parts cannot support a rate that was asked for.
  func covering(scores: [Float], peaks: [Float], rate: Double?) throws(DetectionError) -> Calibration? {
    guard !scores.isEmpty else { return nil }
    let wanted = rate ?? falseAlarmRate
    guard rate != nil || wanted >= ConformalThreshold(scores).smallestRate else { return nil }
    let other = try Calibration(
      fusion: fusion, scores: scores, peaks: peaks, rate: .exactly(wanted), source: source,
      leastPatches: leastPatches ?? 0)
    return Calibration(self, and: other)
  }

  /// The higher threshold of each kind, and what both promise.
  private init(_ first: Calibration, and second: Calibration) {
    fusion = first.fusion
    falseAlarmRate = max(first.falseAlarmRate, second.falseAlarmRate)
    threshold = max(first.threshold, second.threshold)
    mapThreshold = max(first.mapThreshold, second.mapThreshold)
    warnThreshold = max(first.warnThreshold, second.warnThreshold)
    parts = min(first.parts, second.parts)
    source = first.source
    leastPatches = first.leastPatches
  }

  /// The same calibration for parts as small as some that were appended.
  ///
  /// - Parameter patches: The patches of the smallest of them.
  /// - Returns: This calibration with its least size lowered to that, where it is higher.
  func admitting(partsOf patches: Int) -> Calibration {
    var calibration = self
    calibration.leastPatches = leastPatches.map { min($0, patches) }
    return calibration
  }
}
