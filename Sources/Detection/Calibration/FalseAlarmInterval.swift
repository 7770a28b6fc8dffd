import Foundation

/// The range in which the false-alarm rate of a conformal threshold lies.
///
/// A threshold at the `k`-th smallest of `n` exchangeable scores without ties is exceeded by a share of all good parts
/// that is distributed as `Beta(n + 1 - k, k)`, whatever the distribution of the scores (the uniform order statistics;
/// Vovk, "Conditional validity of inductive conformal predictors", 2012). Both parameters are whole numbers, so the
/// distribution function is a sum over a binomial: `P(rate <= x) = P(Bin(n, x) >= n + 1 - k)`.
public struct FalseAlarmInterval: Codable, Sendable, Equatable {
  /// The rate that the true one lies below with a probability of `(1 - confidence) / 2`.
  public let low: Double

  /// The rate that the true one lies above with a probability of `(1 - confidence) / 2`.
  public let high: Double

  /// The probability that the true rate lies between the two.
  public let confidence: Double

  /// The central interval of a threshold.
  ///
  /// - Parameters:
  ///   - parts: The number `n` of good parts, at least 1.
  ///   - rank: Which of their scores is the threshold, `k` in `1...parts`, counted from the smallest.
  ///   - confidence: The probability that the interval holds the true rate, in 0...1, ends excluded.
  public init(parts: Int, rank: Int, confidence: Double = 0.95) {
    precondition((1...max(parts, 1)).contains(rank), "rank \(rank) of \(parts) parts")
    precondition(confidence > 0 && confidence < 1, "a confidence of \(confidence)")
    self.confidence = confidence
    let exceeding = parts + 1 - rank
    low = Self.quantile((1 - confidence) / 2, of: parts, exceeding: exceeding)
    high = Self.quantile((1 + confidence) / 2, of: parts, exceeding: exceeding)
  }

  /// The rate below which the true one lies with a probability; by bisection, to the last bits of a `Double`.
  private static func quantile(_ probability: Double, of parts: Int, exceeding: Int) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if tail(middle, of: parts, from: exceeding) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// `P(Bin(count, rate) >= least)`, summed over the fewer terms.
  private static func tail(_ rate: Double, of count: Int, from least: Int) -> Double {
    func sum(_ range: Range<Int>) -> Double {
      range.reduce(0) { $0 + exp(logTerm($1, of: count, rate)) }
    }
    return least <= count / 2 ? 1 - sum(0..<least) : sum(least..<count + 1)
  }

  /// The logarithm of a probability of the binomial distribution, for a rate inside 0...1.
  private static func logTerm(_ successes: Int, of count: Int, _ rate: Double) -> Double {
    let (n, k) = (Double(count), Double(successes))
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(rate) + (n - k) * log1p(-rate)
  }
}
