/// A threshold that good parts exceed with at most a promised probability.
///
/// With `n` exchangeable good scores, the `k`-th smallest, `k = ceil((n + 1)(1 - rate))`, is exceeded by a new good
/// part with probability at most `rate`, whatever the distribution (split conformal prediction; Vovk et al. 2005).
package struct ConformalThreshold {
  /// Scores of good parts, ascending.
  private let scores: [Float]

  /// A threshold from finite scores of good parts.
  package init(_ scores: [Float]) {
    self.scores = scores.sorted()
  }

  /// The smallest rate that this many parts support.
  package var smallestRate: Double { 1 / Double(scores.count + 1) }

  /// The threshold for a rate; nil when there are too few parts to promise it.
  package func callAsFunction(rate: Double) -> Float? {
    Self.rank(rate: rate, parts: scores.count).map { scores[$0 - 1] }
  }

  /// Which score is the threshold for a rate, `k` counted from the smallest, 1; nil when there are too few parts.
  package static func rank(rate: Double, parts: Int) -> Int? {
    // The small term keeps (n + 1)(1 - 1/(n + 1)) at n in floating point.
    let rank = Int((Double(parts + 1) * (1 - rate) - 1e-9).rounded(.up))
    return rank <= parts ? max(rank, 1) : nil
  }

  /// The good parts that a rate needs: the fewest whose largest score can be its threshold.
  package static func partsNeeded(rate: Double) -> Int {
    var parts = max(1, Int((1 / rate).rounded(.down)) - 1)
    while rank(rate: rate, parts: parts) == nil { parts += 1 }
    return parts
  }
}
