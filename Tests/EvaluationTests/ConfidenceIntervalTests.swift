import Evaluation
import Tensors
import Testing

@Suite("Bootstrap interval of the image AUROC")
struct ConfidenceIntervalTests {
  private let stream = RandomStream(seed: 5).stream("bootstrap")

  @Test("Perfect scores leave no doubt; no good sample leaves no interval")
  func extremes() {
    let perfect = ConfidenceInterval.ofImageAUROC(
      good: [1, 2], defective: [3, 4], resamples: 50, stream: stream)
    #expect(perfect == ConfidenceInterval(lower: 1, upper: 1, confidence: 0.95))
    #expect(ConfidenceInterval.ofImageAUROC(good: [], defective: [1], resamples: 9, stream: stream) == nil)
  }

  @Test("The width is that of the normal approximation of Hanley and McNeil")
  func width() throws {
    var draws = RandomStream(seed: 6)
    let good = (0..<100).map { _ in draws.uniform() }
    let defective = (0..<100).map { _ in draws.uniform() + 0.4 }
    let area = Definitions.areaUnderROC(good: good, defective: defective)
    let interval = try #require(
      ConfidenceInterval.ofImageAUROC(good: good, defective: defective, resamples: 4000, stream: stream))
    let (single, double) = (area / (2 - area), 2 * area * area / (1 + area))
    let variance = (area * (1 - area) + 99 * (single - area * area) + 99 * (double - area * area)) / 10_000
    let expected = 2 * 1.96 * variance.squareRoot()
    #expect(interval.lower < area && area < interval.upper)
    #expect(abs(interval.upper - interval.lower - expected) < 0.25 * expected)
  }

  @Test("The same seed gives the same interval")
  func seed() {
    let make = { (seed: UInt64) in
      ConfidenceInterval.ofImageAUROC(
        good: [1, 2, 5, 3], defective: [2, 4, 6], resamples: 100, stream: RandomStream(seed: seed))
    }
    #expect(make(1) == make(1))
  }
}
