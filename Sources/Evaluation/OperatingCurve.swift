/// What is found and what is falsely alarmed at every threshold, from the strictest to the loosest.
///
/// Something is called defective when its score is at least the threshold. Equal scores cannot be told
/// apart, so they pass the threshold together: a group of ties is one straight step of the curve.
public struct OperatingCurve: Sendable {
  /// The counts at one threshold.
  public struct Point: Sendable, Equatable {
    /// Defect-free items at or above the threshold.
    public var falsePositives: Int

    /// Defective items at or above the threshold.
    public var truePositives: Int

    /// The mean over all defects of the fraction of each that is found, in 0...1; 0 where nothing is a region.
    public var overlap: Double
  }

  /// The corners of the curve in order of falling thresholds; between two of them it is straight.
  public let points: [Point]

  /// The number of defect-free items.
  public let negativeCount: Int

  /// The number of defective items.
  public let positiveCount: Int

  /// The number of defects: connected groups of defective pixels, over all images.
  public let componentCount: Int

  /// The curve of whole images, from the score of each.
  ///
  /// - Parameters:
  ///   - good: The scores of good samples; finite.
  ///   - defective: The scores of defective samples; finite.
  public init(good: [Float], defective: [Float]) {
    let scored =
      good.map { (score: $0, isDefective: false) } + defective.map { (score: $0, isDefective: true) }
    var point = Point(falsePositives: 0, truePositives: 0, overlap: 0)
    var points = [point]
    var previous: Float?
    for (score, isDefective) in scored.sorted(by: { $0.score > $1.score }) {
      if let previous, score != previous { points.append(point) }
      point.falsePositives += isDefective ? 0 : 1
      point.truePositives += isDefective ? 1 : 0
      previous = score
    }
    self.init(
      points: points + [point], negativeCount: good.count, positiveCount: defective.count, componentCount: 0)
  }

  init(points: [Point], negativeCount: Int, positiveCount: Int, componentCount: Int) {
    self.points = points
    self.negativeCount = negativeCount
    self.positiveCount = positiveCount
    self.componentCount = componentCount
  }
}
