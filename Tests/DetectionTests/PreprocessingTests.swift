import Detection
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite struct PreprocessingTests {
  let golden: SafetensorsFile
  let pool = WorkerPool(threadCount: 2)

  init() throws { golden = try Fixtures.golden() }

  @Test(arguments: ["shrunk", "enlarged", "tall"])
  func resizeEqualsPillow(frame: String) throws {
    let image = try #require(golden.tensors["\(frame).image"])
    let expected = try #require(golden.tensors["\(frame).resized"])
    let mapping = FrameMapping(height: image.shape[0], width: image.shape[1], side: 32)
    expectClose(AntialiasedResize(mapping).resize(image, on: pool), expected, within: 2e-6)
  }

  @Test(arguments: ["shrunk", "enlarged", "tall"])
  func resizeInEightBitsIsPillowsByteForByte(frame: String) throws {
    let image = try #require(golden.tensors["\(frame).image"])
    let expected = try #require(golden.tensors["\(frame).bytes"])
    let mapping = FrameMapping(height: image.shape[0], width: image.shape[1], side: 32)
    let results = (1...3).map {
      AntialiasedResize(mapping).resizeInEightBits(image, on: WorkerPool(threadCount: $0))
    }
    #expect(results.allSatisfy { $0 == expected })
  }

  @Test func resizeIsTheSameForEveryThreadCount() throws {
    let image = try #require(golden.tensors["shrunk.image"])
    let mapping = FrameMapping(height: 75, width: 90, side: 32)
    let results = [1, 2, 3].map { AntialiasedResize(mapping).resize(image, on: WorkerPool(threadCount: $0)) }
    #expect(results[0] == results[1] && results[1] == results[2])
  }

  @Test func mapEqualsInterpolationAndBlur() throws {
    let grid = try #require(golden.tensors["map.grid"])
    let mapping = FrameMapping(height: 50, width: 50, side: 64)
    for (name, blur) in [("map.blurred", 4.0), ("map.sharp", 0.0)] {
      let map = AnomalyMapper(mapping, gridSide: 8, blur: blur).map(grid.elements, on: pool)
      expectClose(map, try #require(golden.tensors[name]), within: 2e-6)
    }
  }

  @Test func aConstantGridMapsToAConstantInAnyFrame() {
    withEvery("frame", in: [(1, 1), (900, 400), (37, 224), (224, 224)]) { height, width in
      let mapping = FrameMapping(height: height, width: width, side: 224)
      let map = AnomalyMapper(mapping, gridSide: 28, blur: 4).map(
        [Float](repeating: 2.5, count: 784), on: pool)
      #expect(map.shape == [height, width])
      #expect(map.elements.allSatisfy { abs($0 - 2.5) < 1e-5 })
    }
  }

  @Test func scoresEndWhereTheViewEnds() {
    let region = PixelRectangle(x: 20, y: 10, width: 32, height: 32)
    let mapping = FrameMapping(height: 64, width: 80, side: 32, region: region)
    let grid = [Float](repeating: 2.5, count: 16)
    let sharp = AnomalyMapper(mapping, gridSide: 4, blur: 0).map(grid, on: pool)
    let blurred = AnomalyMapper(mapping, gridSide: 4, blur: 2).map(grid, on: pool)
    for row in 0..<64 {
      for column in 0..<80 {
        let isShown = (10..<42).contains(row) && (20..<52).contains(column)
        #expect(abs(sharp[row, column] - (isShown ? 2.5 : 0)) < 1e-5)
      }
    }
    #expect(abs(blurred[26, 36] - 2.5) < 1e-5)
    #expect((0.5..<1.25).contains(blurred[26, 19]))
    #expect(blurred[26, 11] == 0)
  }
}
