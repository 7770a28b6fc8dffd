extension OperatingCurve {
  /// The area under the receiver operating characteristic, in 0...1 (AUROC).
  ///
  /// It is the chance that a defective item scores higher than a defect-free one, ties counting one half
  /// (Hanley & McNeil 1982). Nil when there is nothing defective or nothing defect-free.
  public var areaUnderROC: Double? {
    guard positiveCount > 0, negativeCount > 0 else { return nil }
    var twiceTheArea = 0.0
    for (left, right) in zip(points, points.dropFirst()) {
      let width = Double(right.falsePositives - left.falsePositives)
      twiceTheArea += width * Double(left.truePositives + right.truePositives)
    }
    return clamped(twiceTheArea / (2 * Double(positiveCount) * Double(negativeCount)))
  }

  /// The largest harmonic mean of precision and recall over all thresholds, in 0...1 (F1-max).
  ///
  /// Nil when there is nothing defective.
  public var largestF1: Double? {
    guard positiveCount > 0 else { return nil }
    return points.reduce(0) { best, point in
      let alarms = point.truePositives + point.falsePositives
      return max(best, 2 * Double(point.truePositives) / Double(alarms + positiveCount))
    }
  }

  /// The area under the per-region overlap, as a function of the false-positive rate (AUPRO).
  ///
  /// Integrated from 0 to the limit and divided by the limit (Bergmann et al. 2021).
  ///
  /// - Parameter limit: The largest false-positive rate that counts, in 0...1 without 0.
  /// - Returns: The area in 0...1, or nil when there is no defect or no defect-free pixel.
  public func areaUnderPRO(limit: Double) -> Double? {
    precondition(limit > 0 && limit <= 1, "an integration limit of \(limit)")
    guard componentCount > 0, negativeCount > 0 else { return nil }
    let end = limit * Double(negativeCount)
    var area = 0.0
    for (from, to) in zip(points, points.dropFirst()) {
      let (left, right) = (Double(from.falsePositives), Double(to.falsePositives))
      guard left < end else { break }
      guard left < right else { continue }
      let reached = min(right, end)
      let slope = (to.overlap - from.overlap) / (right - left)
      let overlap = from.overlap + slope * (reached - left)
      area += (reached - left) * (from.overlap + overlap) / 2
    }
    return clamped(area / end)
  }

  /// Takes off what rounding put beyond the ends.
  private func clamped(_ value: Double) -> Double {
    min(max(value, 0), 1)
  }
}
