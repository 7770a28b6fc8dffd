/// How the geometry branch turns a cloud into patch features.
///
/// The defaults were chosen by measurement; `docs/design/branches.md` has the table.
public struct PointHistogramOptions: Sendable, Codable, Equatable {
  /// The rows and columns on each side of a pixel whose points give its normal and curvature, 1 to 16.
  public var normalRadius = 2

  /// Pixels from one described point to the next, along rows and columns, 1 to 8.
  ///
  /// Neighbours are taken from the same points, so that larger steps look farther for the same work.
  public var step = 2

  /// The neighbours that a histogram is made of, the point itself included, 2 to 1,000.
  public var neighbourCount = 100

  /// The weight of the histograms: 1 brings two random good patches to a distance of about 1.
  public var histogramWeight: Float = 1

  /// The weight of the curvature, on the same scale.
  public var curvatureWeight: Float = 0.5

  /// Whether each patch is averaged with its eight neighbours.
  public var averagesNeighbours = true

  /// The share of a patch's pixels that must be foreground with a normal for it to be described, above 0 and
  /// up to 1.
  public var leastPoints: Float = 0.1

  /// The defaults.
  public init() {}

  /// Whether all values are in their ranges.
  var isUsable: Bool {
    (1...16).contains(normalRadius) && (1...8).contains(step) && (2...1_000).contains(neighbourCount)
      && (0...1e6).contains(histogramWeight)
      && (0...1e6).contains(curvatureWeight) && leastPoints > 0 && leastPoints <= 1
  }
}
