import Evaluation
import Foundation
import Tensors
import Testing

@Suite("Evaluation of a category")
struct CategoryEvaluationTests {
  private let pool = WorkerPool(threadCount: 2)

  @Test("Samples added one by one give the figures of all of them together")
  func accumulation() throws {
    let images = RandomImages(seed: 1)
    let metrics = try evaluation(of: samples(images)).metrics(on: pool)
    let row = try #require(metrics.rows["row"])
    let curve = OperatingCurve(maps: images.maps, masks: images.masks)
    #expect(row[.auPRO30] == curve.areaUnderPRO(limit: 0.3))
    #expect(row[.auPRO01] == curve.areaUnderPRO(limit: 0.01))
    #expect(row[.pixelAUROC] == curve.areaUnderROC)
    #expect(row.undefined.isEmpty)
    #expect(metrics.supplement["row"]?.pixelF1Max == curve.largestF1)
    #expect(metrics.samples == SampleCounts(good: 1, defective: ["dent": 2, "hole": 1], withoutMask: 0))
  }

  @Test("Neither the number of threads nor the order of samples changes a byte")
  func determinism() throws {
    let samples = samples(RandomImages(seed: 2))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let expected = try encoder.encode(evaluation(of: samples).metrics(on: WorkerPool(threadCount: 1)))
    for threads in 2...3 {
      let shuffled = try evaluation(of: samples.reversed()).metrics(on: WorkerPool(threadCount: threads))
      #expect(try encoder.encode(shuffled) == expected)
    }
  }

  @Test("Each defect type is compared with the good samples alone")
  func defectTypes() throws {
    var evaluation = CategoryEvaluation(rows: ["row"])
    for (index, score) in [Float(1), 3].enumerated() {
      try evaluation.add(.init(id: "g\(index)", truth: .good, map: map(score)), on: pool)
    }
    for (type, score) in [("dent", Float(4)), ("hole", 2), ("hole", 0)] {
      try evaluation.add(
        .init(id: type, truth: .defective(type: type, mask: mask("#")), map: map(score)), on: pool)
    }
    let supplement = try #require(evaluation.metrics(on: pool).supplement["row"])
    #expect(supplement.defectTypes == ["dent": 1, "hole": 0.25])
  }

  @Test("A defective sample without a mask counts as an image and not with its pixels")
  func withoutMask() throws {
    var evaluation = CategoryEvaluation(rows: ["row"])
    try evaluation.add(.init(id: "a", truth: .good, map: map(1, 2)), on: pool)
    try evaluation.add(.init(id: "b", truth: .defective(type: "x", mask: nil), map: map(3, 4)), on: pool)
    let metrics = evaluation.metrics(on: pool)
    let row = try #require(metrics.rows["row"])
    #expect(row[.imageAUROC] == 1)
    #expect(row[.auPRO30] == nil)
    #expect(row.undefined[.auPRO30] == "no defective pixel")
    #expect(metrics.samples.withoutMask == 1)
  }

  @Test("An evaluation without samples says so in words")
  func empty() throws {
    let row = try #require(CategoryEvaluation(rows: ["row"]).metrics(on: pool).rows["row"])
    #expect(row.values.isEmpty)
    #expect(row.undefined[.imageAUROC] == "no defective sample")
    #expect(row.undefined.count == Metric.allCases.count)
  }

  @Test("Scores that are not finite are refused with the sample's name, and nothing is added")
  func notFinite() throws {
    var evaluation = CategoryEvaluation(rows: ["row"])
    // Two pixels, and the largest of them as the score.
    let sample = EvaluatedSample(id: "test/dent/004", truth: .good, map: map(1, .nan, .infinity))
    #expect(throws: EvaluationError.notFinite(id: "test/dent/004", row: "row", count: 3)) {
      try evaluation.add(sample, on: pool)
    }
    #expect(evaluation.metrics(on: pool).samples.good == 0)
    #expect(evaluation.byteCount == 0)
  }

  @Test("Messages name what was expected and found, and hold no control characters")
  func messages() {
    #expect(
      EvaluationError.sizeMismatch(id: "a\u{1b}[2J\n", map: [4, 5], mask: [2, 2]).description
        == "a\\u{1B}[2J\\n: expected a ground-truth mask of 4 x 5 like the map, found 2 x 2; "
        + "use the mask that belongs to this image")
  }

  @Test("A mask of another size is refused")
  func sizeMismatch() throws {
    var evaluation = CategoryEvaluation(rows: ["row"])
    let sample = EvaluatedSample(
      id: "s", truth: .defective(type: "dent", mask: mask("#.", "..")), map: map(1, 2))
    #expect(throws: EvaluationError.sizeMismatch(id: "s", map: [1, 2], mask: [2, 2])) {
      try evaluation.add(sample, on: pool)
    }
  }

  @Test("Pixels of three rows take little more than a byte each")
  func memory() throws {
    let map = Tensor(shape: [400, 400], elements: (0..<160_000).map { 1 + Float($0 % 997) / 997 })
    let prediction = EvaluatedSample.Prediction(score: 1, map: map)
    let predictions = ["a": prediction, "b": prediction, "c": prediction]
    var evaluation = CategoryEvaluation(rows: ["a", "b", "c"])
    try evaluation.add(.init(id: "s", truth: .good, predictions: predictions), on: pool)
    #expect(evaluation.byteCount < 3 * 160_000 * 5 / 4)
  }

  private func samples(_ images: RandomImages) -> [EvaluatedSample] {
    zip(images.maps, images.masks).enumerated().map { index, image in
      let truth = image.1.map { GroundTruth.defective(type: index < 3 ? "dent" : "hole", mask: $0) }
      return EvaluatedSample(id: "\(index)", truth: truth ?? .good, map: image.0)
    }
  }

  private func evaluation(of samples: [EvaluatedSample]) throws -> CategoryEvaluation {
    let options = EvaluationOptions(includesLiteratureProtocol: true, bootstrapResamples: 200, seed: 7)
    var evaluation = CategoryEvaluation(rows: ["row"], options: options)
    for sample in samples { try evaluation.add(sample, on: pool) }
    return evaluation
  }
}
