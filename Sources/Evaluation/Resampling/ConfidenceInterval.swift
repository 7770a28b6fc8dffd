/// A range that covers a figure with a stated confidence.
public struct ConfidenceInterval: Sendable, Codable, Equatable {
  /// The lower end.
  public var lower: Double

  /// The upper end.
  public var upper: Double

  /// The confidence, such as 0.95.
  public var confidence: Double

  /// The standard error of the figure: the deviation of its resamples.
  public var deviation: Double

  /// A range with its confidence.
  public init(lower: Double, upper: Double, confidence: Double, deviation: Double) {
    self.lower = lower
    self.upper = upper
    self.confidence = confidence
    self.deviation = deviation
  }

  /// The confidence of every interval that is reported.
  static let usualConfidence = 0.95
}

extension ConfidenceInterval {
  /// The percentile interval of a figure from its resamples (Efron 1979); nil without any.
  init?(ofResampled values: [Double], confidence: Double = usualConfidence) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let tail = (1 - confidence) / 2
    self.init(
      lower: Self.quantile(tail, of: sorted), upper: Self.quantile(1 - tail, of: sorted),
      confidence: confidence, deviation: values.standardDeviation)
  }

  /// The interval of a mean over categories that were sampled independently, by the normal approximation.
  ///
  /// - Parameters:
  ///   - mean: The mean of the figures of the categories.
  ///   - intervals: Their intervals.
  ///   - range: What the mean cannot leave.
  init?(ofMean mean: Double, over intervals: [ConfidenceInterval], in range: ClosedRange<Double>) {
    guard !intervals.isEmpty else { return nil }
    let variance = intervals.reduce(0) { $0 + $1.deviation * $1.deviation }
    let deviation = variance.squareRoot() / Double(intervals.count)
    let reach = 1.959964 * deviation  // the normal quantile of `usualConfidence`
    self.init(
      lower: max(mean - reach, range.lowerBound), upper: min(mean + reach, range.upperBound),
      confidence: Self.usualConfidence, deviation: deviation)
  }

  /// The quantile of sorted values, linear between neighbours (type 7 of Hyndman & Fan 1996).
  private static func quantile(_ fraction: Double, of sorted: [Double]) -> Double {
    let position = fraction * Double(sorted.count - 1)
    let low = Int(position)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
  }
}

extension [Double] {
  /// The mean; 0 of nothing.
  var mean: Double { isEmpty ? 0 : reduce(0, +) / Double(count) }

  /// The standard deviation with `count - 1` in the denominator; 0 for fewer than two values.
  var standardDeviation: Double {
    guard count > 1 else { return 0 }
    let mean = mean
    return (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot()
  }
}
