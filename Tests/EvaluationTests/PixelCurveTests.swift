import Evaluation
import Tensors
import Testing

@Suite("Curves of pixels")
struct PixelCurveTests {
  @Test("All figures equal their definitions on images full of ties", arguments: 0..<12)
  func definitions(seed: Int) throws {
    let images = RandomImages(seed: UInt64(seed), levels: [3, 15, 10_000][seed % 3])
    let curve = OperatingCurve(maps: images.maps, masks: images.masks)
    for limit in [0.01, 0.05, 0.1, 0.3, 0.77, 1] {
      let expected = Definitions.areaUnderPRO(maps: images.maps, masks: images.masks, limit: limit)
      let area = try #require(curve.areaUnderPRO(limit: limit))
      #expect(abs(area - expected) < 1e-12, "limit \(limit)")
    }
    let (good, defective) = split(images)
    let area = try #require(curve.areaUnderROC)
    let largestF1 = try #require(curve.largestF1)
    #expect(abs(area - Definitions.areaUnderROC(good: good, defective: defective)) < 1e-12)
    #expect(abs(largestF1 - Definitions.largestF1(good: good, defective: defective)) < 1e-12)
  }

  @Test("Perfect and inverted maps")
  func extremes() {
    let truth = mask("##..")
    let perfect = OperatingCurve(maps: [map(4, 3, 2, 1)], masks: [truth])
    let inverted = OperatingCurve(maps: [map(1, 2, 3, 4)], masks: [truth])
    for limit in [0.01, 0.3, 1] {
      #expect(perfect.areaUnderPRO(limit: limit) == 1)
      #expect(inverted.areaUnderPRO(limit: limit) == 0)
    }
    #expect(perfect.areaUnderROC == 1)
    #expect(inverted.areaUnderROC == 0)
  }

  @Test("All scores equal: one straight step, so half the limit is found on average")
  func allEqual() throws {
    let curve = OperatingCurve(maps: [map(7, 7, 7, 7)], masks: [mask("#..#")])
    #expect(curve.areaUnderROC == 0.5)
    let area = try #require(curve.areaUnderPRO(limit: 0.3))
    #expect(abs(area - 0.15) < 1e-12)  // the integral of x up to 0.3, divided by 0.3
  }

  @Test("A limit between two points is reached by interpolation")
  func limitBetweenPoints() throws {
    // Scores 9 | 5 5 | 1 1 1; the tie at 5 is one defective and one free pixel of four.
    let curve = OperatingCurve(maps: [map(9, 5, 5, 1, 1, 1)], masks: [mask("#.#...")])
    // The overlap of region 1 is found at once, that of region 2 on the way from 0 to 25 %.
    let area = try #require(curve.areaUnderPRO(limit: 0.1))
    #expect(abs(area - (0.5 + 0.5 * (0.1 / 0.25) * 0.5)) < 1e-12)
  }

  @Test("A first step far beyond the limit is cut at the limit")
  func stepBeyondLimit() throws {
    // All free pixels tie above the defect: the false-positive rate jumps from 0 to 1.
    let curve = OperatingCurve(maps: [map(2, 2, 1)], masks: [mask("..#")])
    #expect(curve.areaUnderPRO(limit: 0.01) == 0)
    #expect(curve.areaUnderPRO(limit: 1) == 0)
  }

  @Test("A single pixel weighs as much as a large region")
  func singlePixel() throws {
    let truth = mask("####.#..")
    let pixelMissed = OperatingCurve(maps: [map(9, 9, 9, 9, 1, 0, 1, 1)], masks: [truth])
    let regionMissed = OperatingCurve(maps: [map(0, 0, 0, 0, 1, 9, 1, 1)], masks: [truth])
    #expect(pixelMissed.areaUnderPRO(limit: 0.3) == 0.5)
    #expect(regionMissed.areaUnderPRO(limit: 0.3) == 0.5)
  }

  @Test("Regions of all images weigh the same; free pixels of good images count")
  func images() throws {
    let maps = [map(5, 0), map(0, 1), map(3, 3)]
    let curve = OperatingCurve(maps: maps, masks: [mask("#."), mask("#."), nil])
    #expect(curve.componentCount == 2)
    #expect(curve.negativeCount == 4)
    // Region 1 is found at once; at 50 % (the good image) still half; then 1 at 75 %, then a tie at 0.
    let area = try #require(curve.areaUnderPRO(limit: 0.5))
    #expect(abs(area - 0.5) < 1e-12)
  }

  @Test("Without a defect, or with nothing but defects, there is no figure")
  func undefined() {
    let allGood = OperatingCurve(maps: [map(1, 2)], masks: [nil])
    #expect(allGood.areaUnderPRO(limit: 0.3) == nil)
    #expect(allGood.areaUnderROC == nil)
    #expect(allGood.largestF1 == nil)
    let allDefective = OperatingCurve(maps: [map(1, 2)], masks: [mask("##")])
    #expect(allDefective.areaUnderPRO(limit: 0.3) == nil)
    #expect(allDefective.areaUnderROC == nil)
    #expect(allDefective.largestF1 == 1)
  }

  @Test("One image of one pixel")
  func onePixel() {
    #expect(OperatingCurve(maps: [map(1)], masks: [mask("#")]).areaUnderPRO(limit: 0.3) == nil)
    #expect(OperatingCurve(maps: [map(1)], masks: [mask(".")]).areaUnderPRO(limit: 0.3) == nil)
    let both = OperatingCurve(maps: [map(1), map(2)], masks: [mask("."), mask("#")])
    #expect(both.areaUnderPRO(limit: 0.01) == 1)
  }

  private func split(_ images: RandomImages) -> (good: [Float], defective: [Float]) {
    var (good, defective) = ([Float](), [Float]())
    for (map, mask) in zip(images.maps, images.masks) {
      for (pixel, score) in map.elements.enumerated() {
        if mask?.isDefect[pixel] == true { defective.append(score) } else { good.append(score) }
      }
    }
    return (good, defective)
  }
}
