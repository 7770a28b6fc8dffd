import Evaluation
import Foundation
import Tensors
import Testing

@Suite("Bootstrap intervals")
struct ConfidenceIntervalTests {
  private let pool = WorkerPool(threadCount: 2)

  @Test("Perfect scores leave no doubt; no good sample leaves no interval")
  func extremes() throws {
    let perfect = try supplement(good: [1, 2], defective: [3, 4])
    #expect(
      perfect.intervals?["i_auroc"]
        == ConfidenceInterval(lower: 1, upper: 1, confidence: 0.95, deviation: 0))
    #expect(try supplement(good: [], defective: [1]).intervals?["i_auroc"] == nil)
    #expect(try supplement(good: [1, 2], defective: [3, 4], resamples: 0).intervals == nil)
  }

  @Test("The width is that of the normal approximation of Hanley and McNeil")
  func width() throws {
    var draws = RandomStream(seed: 6)
    let good = (0..<100).map { _ in draws.uniform() }
    let defective = (0..<100).map { _ in draws.uniform() + 0.4 }
    let area = Definitions.areaUnderROC(good: good, defective: defective)
    let interval = try #require(
      try supplement(good: good, defective: defective, resamples: 4000).intervals?["i_auroc"])
    let (single, double) = (area / (2 - area), 2 * area * area / (1 + area))
    let variance = (area * (1 - area) + 99 * (single - area * area) + 99 * (double - area * area)) / 10_000
    let expected = 2 * 1.96 * variance.squareRoot()
    #expect(interval.lower < area && area < interval.upper)
    #expect(abs(interval.upper - interval.lower - expected) < 0.25 * expected)
    #expect(abs(interval.deviation - variance.squareRoot()) < 0.1 * variance.squareRoot())
  }

  /// Two independent bootstraps of 2,000 resamples agree in their quantiles to a few per cent of their width.
  @Test("Intervals of pixel figures are those of curves computed anew for each resample")
  func pixels() throws {
    let images = RandomImages(seed: 3, count: 12, side: 16, levels: 400)
    let rows = try metrics(images).supplement["row"]?.intervals
    for (metric, figure) in Self.pixelFigures {
      let interval = try #require(rows?[metric.rawValue])
      var resampled = try Self.resampled(images, figure).sorted()
      resampled.removeFirst(resampled.count / 40)
      resampled.removeLast(resampled.count / 39)
      let width = resampled[resampled.count - 1] - resampled[0]
      #expect(abs(interval.lower - resampled[0]) < 0.1 * width, "\(metric)")
      #expect(abs(interval.upper - resampled[resampled.count - 1]) < 0.1 * width, "\(metric)")
    }
  }

  @Test("The same seed gives the same intervals, another seed others")
  func seed() throws {
    let images = RandomImages(seed: 4, count: 8)
    #expect(try metrics(images, seed: 1).supplement == metrics(images, seed: 1).supplement)
    #expect(try metrics(images, seed: 1).supplement != metrics(images, seed: 2).supplement)
  }

  private static let pixelFigures: [(Metric, @Sendable (OperatingCurve) -> Double?)] = [
    (.pixelAUROC, { $0.areaUnderROC }), (.auPRO30, { $0.areaUnderPRO(limit: 0.3) }),
    (.auPRO01, { $0.areaUnderPRO(limit: 0.01) }),
  ]

  /// Figures of images drawn anew, by definition; the first image is the only good one.
  private static func resampled(
    _ images: RandomImages, _ figure: (OperatingCurve) -> Double?
  ) throws -> [Double] {
    var stream = RandomStream(seed: 99)
    return try (0..<2000).map { _ in
      let chosen = [0] + (1..<images.maps.count).map { _ in 1 + stream.index(below: images.maps.count - 1) }
      let curve = OperatingCurve(
        maps: chosen.map { images.maps[$0] }, masks: chosen.map { images.masks[$0] })
      return try #require(figure(curve))
    }
  }

  private func metrics(_ images: RandomImages, seed: UInt64 = 1) throws -> CategoryMetrics {
    var evaluation = CategoryEvaluation(rows: ["row"], options: EvaluationOptions(seed: seed))
    for (index, image) in zip(images.maps, images.masks).enumerated() {
      let truth = image.1.map { GroundTruth.defective(type: "dent", mask: $0) } ?? .good
      try evaluation.add(.init(id: "\(index)", truth: truth, map: image.0), on: pool)
    }
    return evaluation.metrics(on: pool)
  }

  private func supplement(
    good: [Float], defective: [Float], resamples: Int = 50
  ) throws -> RowSupplement {
    var evaluation = CategoryEvaluation(
      rows: ["row"], options: EvaluationOptions(bootstrapResamples: resamples, seed: 5))
    for (index, score) in good.enumerated() {
      try evaluation.add(.init(id: "g\(index)", truth: .good, map: map(score)), on: pool)
    }
    for (index, score) in defective.enumerated() {
      try evaluation.add(
        .init(id: "d\(index)", truth: .defective(type: "x", mask: nil), map: map(score)), on: pool)
    }
    return try #require(evaluation.metrics(on: pool).supplement["row"])
  }
}
