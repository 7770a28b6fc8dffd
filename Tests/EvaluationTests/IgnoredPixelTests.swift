import Evaluation
import Tensors
import Testing

/// Pixels that do not count: figures are those of images that end where they begin.
@Suite struct IgnoredPixelTests {
  private let pool = WorkerPool(threadCount: 1)

  @Test(arguments: [1, 2, 3] as [UInt64]) func figuresAreThoseOfTheCountedPixels(seed: UInt64) throws {
    let images = RandomImages(seed: seed, count: 5, side: 14)
    let columns = 9
    var (whole, cut) = (CategoryEvaluation(rows: ["row"]), CategoryEvaluation(rows: ["row"]))
    for (index, map) in images.maps.enumerated() {
      let score = map.elements.max() ?? 0
      func sample(_ map: Tensor, _ mask: DefectMask?, _ isCounted: [Bool]?) -> EvaluatedSample {
        EvaluatedSample(
          id: "\(index)", truth: mask.map { .defective(type: "spot", mask: $0) } ?? .good,
          predictions: ["row": .init(score: score, map: map)], isCounted: isCounted)
      }
      let pixels = (0..<14).flatMap { row in (0..<columns).map { row * 14 + $0 } }
      let small = Tensor(shape: [14, columns], elements: pixels.map { map[flat: $0] })
      let smallMask = images.masks[index].map { mask in
        DefectMask(height: 14, width: columns, isDefect: pixels.map { mask.isDefect[$0] })
      }
      let isCounted = (0..<14 * 14).map { $0 % 14 < columns }
      try whole.add(sample(map, images.masks[index], isCounted), on: pool)
      try cut.add(sample(small, smallMask, nil), on: pool)
    }
    let (expected, found) = (cut.metrics(on: pool), whole.metrics(on: pool))
    #expect(found == expected)
    #expect(expected.rows["row"]?[.pixelAUROC] != nil)
  }
}
