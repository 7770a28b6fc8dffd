/// How the geometry branch turns a cloud into patch features.
///
/// The defaults were chosen by measurement; `docs/design/branches.md` has the table.
public struct PointHistogramOptions: Sendable, Codable, Equatable {
  /// The sizes of surroundings that histograms are taken of, finest first; 1 to 4.
  public var scales = [Scale(normalRadius: 2, step: 2, neighbourCount: 100)]

  /// The weight of all histograms together: 1 brings two random good patches to a distance of about 1.
  public var histogramWeight: Float = 1

  /// The weight of the curvature at the finest scale, in the same measure.
  public var curvatureWeight: Float = 0.5

  /// Whether each patch is averaged with its eight neighbours.
  public var averagesNeighbours = true

  /// Whether banks compare, beside averaged features, those of each patch by itself, which see small defects best; nil, as in
  /// bundles of earlier versions, is no.
  public var comparesSinglePatches: Bool? = true

  /// The weight, in the same measure, of the normals that adaptors take beside histograms and curvature that are not averaged
  /// with neighbours; nil, as in bundles of earlier versions, leaves adaptors the averaged features.
  public var adaptorNormalWeight: Float? = 0.66

  /// The share of a patch's pixels that must be foreground with a normal for it to be described, above 0 and
  /// up to 1.
  public var leastPoints: Float = 0.1

  /// The defaults.
  public init() {}

  /// Whether all values are in their ranges.
  var isUsable: Bool {
    (1...4).contains(scales.count) && scales.allSatisfy(\.isUsable) && (0...1e6).contains(histogramWeight)
      && (0...1e6).contains(curvatureWeight) && (0...1e6).contains(adaptorNormalWeight ?? 0)
      && leastPoints > 0 && leastPoints <= 1
  }
}

extension PointHistogramOptions {
  /// One size of surroundings.
  public struct Scale: Sendable, Codable, Equatable {
    /// The rows and columns on each side of a pixel whose points give its normal, 1 to 16.
    public var normalRadius: Int

    /// Pixels from one described point to the next, along rows and columns, 1 to 8.
    ///
    /// Neighbours are taken from the same points, so that larger steps look farther for less work.
    public var step: Int

    /// The neighbours that a histogram is made of, the point itself included, 2 to 1,000.
    public var neighbourCount: Int

    /// A size of surroundings.
    public init(normalRadius: Int, step: Int, neighbourCount: Int) {
      self.normalRadius = normalRadius
      self.step = step
      self.neighbourCount = neighbourCount
    }

    var isUsable: Bool {
      (1...16).contains(normalRadius) && (1...8).contains(step) && (2...1_000).contains(neighbourCount)
    }
  }
}
