import Foundation

/// How scores become colors: anchored at the threshold and never at an image, so that the same color means
/// the same score in every picture of a model.
public struct AnomalyScale: Sendable, Equatable {
  /// The score at which a part fails, or nil for a model that is not calibrated.
  public let threshold: Float?

  /// Scores up to this one leave the picture as it is.
  public let lower: Float

  /// Scores from this one on have the last color.
  public let upper: Float

  /// The share of the heat color where it is strongest.
  private let largestOpacity: Float = 0.78

  /// The scale of a calibrated model: from half the threshold to twice the threshold.
  ///
  /// - Parameter threshold: The score at which a part fails; above 0.
  public init(threshold: Float) {
    let anchor = threshold.isFinite ? max(threshold, 1e-12) : 1
    self.threshold = threshold
    lower = anchor / 2
    upper = anchor * 2
  }

  /// A scale without a threshold, for a model that is not calibrated.
  ///
  /// - Parameters:
  ///   - lower: Where colors begin, such as the typical score of a good part.
  ///   - upper: Where they end.
  public init(lower: Float, upper: Float) {
    threshold = nil
    self.lower = lower
    self.upper = max(upper, lower.nextUp)
  }

  /// Where a score stands between the ends, in 0...1; NaN stands at 0.
  package func position(of score: Float) -> Float {
    let position = (score - lower) / (upper - lower)
    return position > 0 ? min(position, 1) : 0
  }

  /// How much of the heat color a position gets: none at first, all of it from the threshold on.
  package func opacity(at position: Float) -> Float {
    let full = threshold.map { self.position(of: $0) } ?? 0.5
    let rise = min(position / max(full, 1e-6), 1)
    return largestOpacity * rise * rise * rise
  }

  /// The scores that get a number beside the color bar.
  var ticks: [Float] {
    guard let threshold else { return [lower, (lower + upper) / 2, upper] }
    return [0.5, 1, 1.5, 2].map { $0 * threshold }
  }

  /// A score in as many decimals as tell three digits of the upper end.
  package func text(of score: Float) -> String {
    let magnitude = min(max(abs(upper), .leastNormalMagnitude), .greatestFiniteMagnitude)
    let decimals = 2 - Int(log10(Double(magnitude)).rounded(.down))
    return decimals > 6 || decimals < -4
      ? String(format: "%.2e", Double(score)) : String(format: "%.*f", max(decimals, 0), Double(score))
  }
}
