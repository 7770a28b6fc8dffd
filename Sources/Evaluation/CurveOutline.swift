/// A curve as a line through some of its points; figures come from the curve itself, never from this.
public struct CurveOutline: Sendable, Codable, Equatable {
  /// False-positive rates, ascending, in 0...1.
  public var falsePositiveRates: [Double]

  /// What is found at each, in 0...1.
  public var found: [Double]

  /// A line through points.
  public init(falsePositiveRates: [Double], found: [Double]) {
    precondition(
      falsePositiveRates.count == found.count, "\(falsePositiveRates.count) rates, \(found.count) values")
    self.falsePositiveRates = falsePositiveRates.map(Self.rounded)
    self.found = found.map(Self.rounded)
  }

  /// A hundredth of a per cent is finer than any picture.
  private static func rounded(_ value: Double) -> Double { (value * 100_000).rounded() / 100_000 }

  private enum CodingKeys: String, CodingKey {
    case falsePositiveRates = "fpr"
    case found
  }
}

extension OperatingCurve {
  /// Every corner of the receiver operating characteristic; nil without one of the two classes.
  var outlineOfROC: CurveOutline? {
    guard positiveCount > 0, negativeCount > 0 else { return nil }
    return CurveOutline(
      falsePositiveRates: points.map { Double($0.falsePositives) / Double(negativeCount) },
      found: points.map { Double($0.truePositives) / Double(positiveCount) })
  }

  /// The per-region overlap at some rates from 0 to a limit, closer together towards 0 where it bends.
  func outlineOfPRO(limit: Double, pointCount: Int) -> CurveOutline? {
    guard componentCount > 0, negativeCount > 0 else { return nil }
    let rates = (0...pointCount).map { step in
      let share = Double(step) / Double(pointCount)
      return limit * share * share
    }
    return CurveOutline(falsePositiveRates: rates, found: overlaps(at: rates))
  }

  /// The overlap at ascending rates; on a vertical step its upper end.
  private func overlaps(at rates: [Double]) -> [Double] {
    var position = 0
    return rates.map { rate in
      let count = rate * Double(negativeCount)
      while position + 1 < points.count, Double(points[position + 1].falsePositives) <= count {
        position += 1
      }
      let left = points[position]
      guard position + 1 < points.count else { return left.overlap }
      let right = points[position + 1]
      let width = Double(right.falsePositives - left.falsePositives)
      let share = (count - Double(left.falsePositives)) / width
      return left.overlap + share * (right.overlap - left.overlap)
    }
  }
}
