import Evaluation
import Tensors
import Testing

@Suite("Rows over several seeds, and gains over the frozen row")
struct SeedTests {
  private let pool = WorkerPool(threadCount: 2)

  /// Two seeds of an adapted row beside a frozen one: seed 4 ranks one part wrong, seed 7 none.
  private func metrics() throws -> CategoryMetrics {
    var evaluation = CategoryEvaluation(
      rows: ["fused/adapted", "fused/frozen"], seeds: [4, 7],
      options: EvaluationOptions(bootstrapResamples: 200))
    let parts: [(String, GroundTruth, [String: Float])] = [
      ("a", .good, ["fused/adapted#4": 1, "fused/adapted#7": 1, "fused/frozen#4": 2, "fused/frozen#7": 2]),
      ("b", .good, ["fused/adapted#4": 3, "fused/adapted#7": 1, "fused/frozen#4": 2, "fused/frozen#7": 2]),
      ("c", .bad, ["fused/adapted#4": 2, "fused/adapted#7": 4, "fused/frozen#4": 2, "fused/frozen#7": 2]),
      ("d", .bad, ["fused/adapted#4": 5, "fused/adapted#7": 5, "fused/frozen#4": 2, "fused/frozen#7": 2]),
    ]
    for (id, truth, scores) in parts {
      let predictions = scores.mapValues { EvaluatedSample.Prediction(score: $0, map: map($0)) }
      try evaluation.add(EvaluatedSample(id: id, truth: truth, predictions: predictions), on: pool)
    }
    return evaluation.metrics(on: pool)
  }

  @Test("A row is the mean of its seeds, with their deviation beside it")
  func spread() throws {
    let metrics = try metrics()
    #expect(metrics.rows.keys.sorted() == ["fused/adapted", "fused/frozen"])
    #expect(metrics.rows["fused/adapted"]?[.imageAUROC] == 0.875)
    let spread = try #require(metrics.supplement["fused/adapted"]?.spread)
    #expect(spread.seeds.map(\.seed) == [4, 7])
    #expect(spread.seeds.map { $0.figures[.imageAUROC] } == [0.75, 1])
    #expect(spread.mean[.imageAUROC] == 0.875)
    #expect(abs(try #require(spread.deviation["i_auroc"]) - 0.125 * 2.0.squareRoot()) < 1e-12)
    #expect(spread.deviation["p_auroc"] == nil)
  }

  @Test("The gain over the frozen row is the difference of the means")
  func gain() throws {
    let metrics = try metrics()
    #expect(metrics.supplement["fused/frozen"]?.gain == nil)
    let gain = try #require(metrics.supplement["fused/adapted"]?.gain)
    #expect(gain.over == "fused/frozen" && gain.figures["i_auroc"] == 0.375)
    let interval = try #require(gain.intervals?["i_auroc"])
    #expect(interval.lower <= 0.375 && interval.upper == 0.5)
    #expect(abs(try #require(gain.deviation?["i_auroc"]) - 0.125 * 2.0.squareRoot()) < 1e-12)
  }

  @Test("Means over categories have intervals, spread and gain of their own")
  func means() throws {
    let category = try metrics()
    let report = EvaluationReport(categories: ["x": category, "y": category])
    let mean = try #require(report.meanSupplement["fused/adapted"])
    #expect(mean.gain?.figures["i_auroc"] == 0.375)
    #expect(mean.spread?.seeds.map { $0.figures[.imageAUROC] } == [0.75, 1])
    #expect(mean.spread?.deviation == category.supplement["fused/adapted"]?.spread?.deviation)
    let single = try #require(category.supplement["fused/adapted"]?.intervals?["i_auroc"])
    let both = try #require(mean.intervals?["i_auroc"])
    #expect(abs(both.deviation - single.deviation / 2.0.squareRoot()) < 1e-12)
    #expect(both.lower < 0.875 && both.upper <= 1)
  }
}

extension GroundTruth {
  fileprivate static let bad = GroundTruth.defective(type: "dent", mask: nil)
}
