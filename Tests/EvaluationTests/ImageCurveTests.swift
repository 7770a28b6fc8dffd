import Evaluation
import Tensors
import Testing

@Suite("Curves of whole images")
struct ImageCurveTests {
  @Test("Perfect, inverted and all-equal scores")
  func extremes() {
    let perfect = OperatingCurve(good: [1, 2], defective: [3, 4])
    #expect(perfect.areaUnderROC == 1)
    #expect(perfect.largestF1 == 1)
    let inverted = OperatingCurve(good: [3, 4], defective: [1, 2])
    #expect(inverted.areaUnderROC == 0)
    #expect(inverted.largestF1 == 2.0 / 3)  // calling everything defective
    let equal = OperatingCurve(good: [5, 5, 5], defective: [5])
    #expect(equal.areaUnderROC == 0.5)
    #expect(equal.largestF1 == 0.4)
  }

  @Test("A tie between a good and a defective sample counts one half")
  func tie() {
    #expect(OperatingCurve(good: [1, 2], defective: [2, 3]).areaUnderROC == 3.5 / 4)
    #expect(OperatingCurve(good: [0, 1], defective: [-0.0, 1]).areaUnderROC == 0.5)
  }

  @Test("Without good or without defective samples there is no area, and it is not NaN")
  func undefined() {
    #expect(OperatingCurve(good: [1], defective: []).areaUnderROC == nil)
    #expect(OperatingCurve(good: [1], defective: []).largestF1 == nil)
    #expect(OperatingCurve(good: [], defective: [1]).areaUnderROC == nil)
    #expect(OperatingCurve(good: [], defective: [1]).largestF1 == 1)
    #expect(OperatingCurve(good: [], defective: []).areaUnderROC == nil)
  }

  @Test("Areas and F1 equal their definitions", arguments: 0..<20)
  func definitions(seed: Int) throws {
    var stream = RandomStream(seed: UInt64(seed))
    let levels = [2, 5, 1000][seed % 3]
    let good = (0...seed).map { _ in Float(stream.index(below: levels)) - 3 }
    let defective = (0...seed / 2).map { _ in Float(stream.index(below: levels)) - 2 }
    let curve = OperatingCurve(good: good, defective: defective)
    let area = try #require(curve.areaUnderROC)
    let largestF1 = try #require(curve.largestF1)
    #expect(abs(area - Definitions.areaUnderROC(good: good, defective: defective)) < 1e-12)
    #expect(abs(largestF1 - Definitions.largestF1(good: good, defective: defective)) < 1e-12)
  }
}
