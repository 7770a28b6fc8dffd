import Tensors

/// A range that covers a figure with a stated confidence.
public struct ConfidenceInterval: Sendable, Codable, Equatable {
  /// The lower end.
  public var lower: Double

  /// The upper end.
  public var upper: Double

  /// The confidence, such as 0.95.
  public var confidence: Double

  /// A range with its confidence.
  public init(lower: Double, upper: Double, confidence: Double) {
    self.lower = lower
    self.upper = upper
    self.confidence = confidence
  }
}

extension ConfidenceInterval {
  /// The percentile bootstrap interval of the image AUROC (Efron 1979).
  ///
  /// Good and defective samples are resampled apart, so that both numbers stay as they are.
  ///
  /// - Parameters:
  ///   - good: The scores of good samples; finite.
  ///   - defective: The scores of defective samples; finite.
  ///   - resamples: How often samples are drawn anew; at least 1.
  ///   - confidence: The share of resamples inside the interval, in 0..<1.
  ///   - stream: Where random numbers come from.
  /// - Returns: The interval, or nil when the AUROC is undefined.
  public static func ofImageAUROC(
    good: [Float], defective: [Float], resamples: Int, confidence: Double = 0.95, stream: RandomStream
  ) -> ConfidenceInterval? {
    precondition(resamples >= 1, "\(resamples) resamples")
    precondition(confidence > 0 && confidence < 1, "a confidence of \(confidence)")
    guard !good.isEmpty, !defective.isEmpty else { return nil }
    let ranks = DenseRanks(good: good, defective: defective)
    var stream = stream
    let areas = (0..<resamples).map { _ in ranks.resampledArea(&stream) }.sorted()
    let tail = (1 - confidence) / 2
    return ConfidenceInterval(
      lower: quantile(tail, of: areas), upper: quantile(1 - tail, of: areas), confidence: confidence)
  }

  /// The quantile of sorted values, linear between neighbours (type 7 of Hyndman & Fan 1996).
  private static func quantile(_ fraction: Double, of sorted: [Double]) -> Double {
    let position = fraction * Double(sorted.count - 1)
    let low = Int(position)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
  }
}

/// Image scores replaced by their rank among the distinct ones, so that a resample is counted, not sorted.
private struct DenseRanks {
  let good: [Int]
  let defective: [Int]
  let rankCount: Int

  init(good: [Float], defective: [Float]) {
    let distinct = Set(good + defective).sorted()
    let rank = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    self.good = good.map { rank[$0, default: 0] }.sorted()  // the order of samples must not matter
    self.defective = defective.map { rank[$0, default: 0] }.sorted()
    rankCount = distinct.count
  }

  func resampledArea(_ stream: inout RandomStream) -> Double {
    let goodCounts = resampledCounts(good, &stream)
    let defectiveCounts = resampledCounts(defective, &stream)
    var (goodBelow, twiceTheArea) = (0, 0)
    for rank in 0..<rankCount {
      twiceTheArea += defectiveCounts[rank] * (2 * goodBelow + goodCounts[rank])
      goodBelow += goodCounts[rank]
    }
    return Double(twiceTheArea) / Double(2 * good.count * defective.count)
  }

  private func resampledCounts(_ ranks: [Int], _ stream: inout RandomStream) -> [Int] {
    var counts = [Int](repeating: 0, count: rankCount)
    for _ in ranks.indices { counts[ranks[stream.index(below: ranks.count)]] += 1 }
    return counts
  }
}
