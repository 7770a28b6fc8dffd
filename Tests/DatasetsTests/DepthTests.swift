import Datasets
import Files
import Tensors
import TestSupport
import Testing

/// Depth to points against values worked out by hand.
@Suite struct DepthTests {
  @Test func publishedCamera() {
    let camera = DepthCamera.eyecandies(PixelSize(height: 512, width: 512))
    #expect(camera == DepthCamera(focalLength: 711.11, centreColumn: 256, centreRow: 256))
    var depth = Tensor(shape: [512, 512], repeating: 2)
    depth[0, 0] = 0.5
    depth[511, 256] = .nan
    depth[256, 511] = 0
    let points = camera.points(depth: depth)
    // (0 - 256) / 711.11 * 0.5 = -0.18000028
    #expect(Array(points.elements[0..<3]) == [-256 / 711.11 * 0.5, -256 / 711.11 * 0.5, 0.5])
    #expect(points[256, 256, 0] == 0 && points[256, 256, 1] == 0 && points[256, 256, 2] == 2)
    #expect(abs(points[10, 400, 0] - 0.405_000_6) < 1e-6)
    #expect(abs(points[10, 400, 1] + 0.691_876) < 1e-5)
    #expect(points[511, 256, 2] == 0 && points[256, 511, 0] == 0)
  }

  @Test func otherSizesShowTheSameView() {
    let camera = DepthCamera.eyecandies(PixelSize(height: 128, width: 128))
    #expect(camera == DepthCamera(focalLength: 711.11 / 4, centreColumn: 64, centreRow: 64))
  }

  @Test func depthOfPointsIsTheInverse() {
    let depth = Tensor(shape: [2, 3], elements: [0.5, 0, 0.75, 1, 0.25, 2])
    let points = DepthCamera.eyecandies(PixelSize(height: 2, width: 3)).points(depth: depth)
    #expect(DepthCamera.depth(points: points) == depth)
  }

  @Test func rangeMapsBothEnds() {
    let range = DepthRange(minimum: 0.25, maximum: 1.25)
    #expect(range.depths(of: [0, 65_535]) == [0.25, 1.25])
    #expect(abs(range.depths(of: [13_107])[0] - 0.45) < 1e-7)
    #expect(range.samples(of: [0.25, 1.25, 0.45, -1, 9, .nan]) == [0, 65_535, 13_107, 0, 65_535, 0])
    #expect(DepthRange(minimum: 1, maximum: 1).depths(of: [0, 7]) == [1, 1])
    #expect(DepthRange(minimum: 1, maximum: 1).samples(of: [1]) == [0])
  }

  @Test func rangeIsReadFromYAML() throws {
    let layout = try FileLayout()
    try layout.add("info.yaml", "normalization:\n  max: 0.9543\n  min: 0.5\n")
    let range = try DepthRange(reading: layout.root + "/info.yaml")
    #expect(range == DepthRange(minimum: 0.5, maximum: 0.9543))
  }

  @Test(arguments: [
    "", "normalization: 3", "normalization: {min: a, max: 1}", "normalization: {min: 2, max: 1}",
    "normalization: {min: .nan, max: 1}", "normalization: {min: 0, max: .inf}", "{{{{", "[1, 2]",
    "normalization: {min: -1, max: 1}", "a: &a [1]\nb: *a",
  ])
  func rangeThatIsNoneIsRefused(yaml: String) throws {
    let layout = try FileLayout()
    try layout.add("info.yaml", yaml)
    #expect(throws: DatasetError.self) { try DepthRange(reading: layout.root + "/info.yaml") }
  }

  @Test func hugeYAMLIsRefusedUnread() throws {
    let layout = try FileLayout()
    try layout.add("info.yaml", String(repeating: "#", count: 5000))
    let path = layout.root + "/info.yaml"
    #expect(throws: DatasetError.file(.tooLarge(path: path, size: 5000, limit: 4096))) {
      try DepthRange(reading: path)
    }
  }
}
