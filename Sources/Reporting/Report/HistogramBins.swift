/// Bars of equal width over scores, with one edge at the threshold: no bar holds parts of both verdicts.
struct HistogramBins {
  /// The scores of one bar, from one edge to the next; the lower edge belongs to the bar below.
  let width: Double

  /// The number of bars.
  let count: Int

  /// Whether the last bar also holds what lies beyond it.
  let isCut: Bool

  /// The end of the axis.
  var end: Double { width * Double(count) }

  /// Bars for scores, or nil when there are none.
  ///
  /// - Parameters:
  ///   - scores: All scores, at least 0.
  ///   - threshold: The score above which a part fails, if any.
  init?(_ scores: [Float], threshold: Float?) {
    let sorted = scores.sorted()
    guard let largest = sorted.last else { return nil }
    let anchor = threshold.flatMap { $0 > 0 ? Double($0) : nil }
    let upper = Self.end(largest: Double(largest), usual: Double(sorted[sorted.count * 9 / 10]), anchor)
    let rough = upper / 36
    width = anchor.map { $0 / max(1, ($0 / rough).rounded()) } ?? rough
    count = Int((upper / width - 1e-6).rounded(.up))
    isCut = Double(largest) > width * Double(count) * (1 + 1e-6)
  }

  /// All scores, unless a few lie far beyond three times the threshold.
  private static func end(largest: Double, usual: Double, _ threshold: Double?) -> Double {
    guard let threshold else { return max(largest, 1e-6) }
    return max(min(largest, max(3 * threshold, usual * 1.2)), threshold * 1.1)
  }

  /// How many of some scores each bar holds.
  func counts(of scores: [Float]) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for score in scores {
      let place = (Double(score) / width - 1e-6).rounded(.up) - 1
      counts[max(0, min(Int(min(place, 1e6)), count - 1))] += 1
    }
    return counts
  }

  /// Round numbers along the axis, at most six of them.
  var ticks: [Double] {
    let rough = end / 5
    var step = 1e-9
    while step < rough {
      guard let next = [2, 5, 10].map({ $0 * step }).first(where: { $0 >= rough }) else {
        step *= 10
        continue
      }
      step = next
    }
    return (0...5).map { Double($0) * step }.filter { $0 <= end }
  }
}
