import Datasets
import ImageFiles
import Tensors
import TestSupport
import Testing

/// What loading one part gives, and what it refuses.
@Suite struct SamplePairTests {
  /// Millimetres read as metres lie beyond any sensor; the message says which option to give.
  @Test func anotherUnitIsNamed() throws {
    let folder = try TemporaryFolder()
    let image = Tensor(shape: [4, 4, 3], elements: [Float](repeating: 0.5, count: 48))
    let points = Tensor(shape: [4, 4, 3], elements: [Float](repeating: 515, count: 48))
    try PNGFile.writeRGB(image, to: folder.file("a.png"))
    try TIFFFile.writeXYZ(points, to: folder.file("a.tiff"))
    #expect {
      try SamplePair(rgb: folder.file("a.png"), xyz: folder.file("a.tiff"))
    } throws: { error in
      "\(error)".contains("a.tiff") && "\(error)".contains("--unit")
    }
    let pair = try SamplePair(rgb: folder.file("a.png"), xyz: folder.file("a.tiff"), unit: .millimetre)
    #expect(pair.cloud.isValid.allSatisfy { $0 })
  }

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func writeImage(_ name: String = "a.png", height: Int = 2, width: Int = 3) throws -> String {
    let image = Tensor(shape: [height, width, 3], repeating: 0.2)
    try PNGFile.writeRGB(image, to: folder.file(name))
    return folder.file(name)
  }

  private func writeCloud(
    _ name: String = "a.tiff", height: Int = 2, width: Int = 3, z: Float = 500
  ) throws -> String {
    var points = Tensor(shape: [height, width, 3], repeating: z)
    for axis in 0..<3 { points[0, 0, axis] = 0 }
    points[0, 1, 2] = .nan
    try TIFFFile.writeXYZ(points, to: folder.file(name))
    return folder.file(name)
  }

  private func writeGray(
    _ name: String, _ samples: [UInt16], bitDepth: Int = 8, width: Int = 3
  ) throws -> String {
    let image = GrayImage(
      height: samples.count / width, width: width, bitDepth: bitDepth, samples: samples)
    try PNGFile.writeGray(image, to: folder.file(name))
    return folder.file(name)
  }

  @Test func unitIsConvertedAndMaskIsAnyValueAboveZero() throws {
    let mask = try writeGray("m.png", [0, 1, 255, 0, 2, 0])
    let pair = try SamplePair(rgb: writeImage(), xyz: writeCloud(), mask: mask, unit: .millimetre)
    #expect(pair.size == PixelSize(height: 2, width: 3))
    #expect(pair.rgb == Tensor(shape: [2, 3, 3], repeating: 51 / 255))
    #expect(pair.cloud.isValid == [false, false, true, true, true, true])
    #expect(pair.cloud.points[1, 2, 2] == 0.5)
    #expect(pair.mask == [false, true, true, false, true, false])
  }

  @Test func maskMayHaveThreeChannels() throws {
    var colours = Tensor(shape: [2, 3, 3], repeating: 0)
    colours[1, 1, 2] = 1
    try PNGFile.writeRGB(colours, to: folder.file("m.png"))
    let pair = try SamplePair(rgb: writeImage(), xyz: writeCloud(z: 0.5), mask: folder.file("m.png"))
    #expect(pair.mask == [false, false, false, false, true, false])
  }

  @Test func depthBecomesPoints() throws {
    let depth = try writeGray("d.png", [0, 65_535, 0, 0, 0, 32_768], bitDepth: 16)
    let layout = try FileLayout()
    try layout.add("r.yaml", "normalization: {min: 0.0, max: 2}")
    let pair = try SamplePair(rgb: writeImage(), depth: depth, range: layout.root + "/r.yaml")
    #expect(pair.cloud.isValid == [false, true, false, false, false, true])
    // x = (1 - 1.5) / f * 2 and y = (0 - 1) / f * 2, with f = 711.11 * 3 / 512
    let expected = Tensor(shape: [3], elements: [-0.240_004, -0.480_001, 2])
    expectClose(
      Tensor(shape: [3], elements: Array(pair.cloud.points.elements[3..<6])), expected, within: 1e-5)
  }

  @Test func depthOfEightBitsIsRefused() throws {
    let depth = try writeGray("d.png", [0, 1, 0, 0, 0, 2])
    #expect(throws: DatasetError.badDepth(path: depth, expected: "16 bits per sample", found: "8")) {
      try DepthImage.read(depth, range: DepthRange(minimum: 0, maximum: 1))
    }
  }

  @Test func pairOfTwoSizesIsRefusedByNamingBoth() throws {
    let (rgb, xyz) = (try writeImage(), try writeCloud(height: 3, width: 2))
    let error = DatasetError.pairMismatch(
      rgb: rgb, rgbSize: PixelSize(height: 2, width: 3), geometry: xyz,
      geometrySize: PixelSize(height: 3, width: 2))
    #expect(throws: error) { try SamplePair(rgb: rgb, xyz: xyz) }
    #expect(
      error.description.hasSuffix(
        "/a.png: the image is 2 pixels high and 3 wide and its geometry \(xyz) is 3 pixels high and 2 wide; "
          + "expected the same height and width; one of them lies on its side"))
  }

  @Test func maskOfAnotherSizeIsRefused() throws {
    let mask = try writeGray("m.png", [0, 1, 255])
    let rgb = try writeImage(height: 2, width: 2)
    let xyz = try writeCloud(height: 2, width: 2)
    #expect(throws: DatasetError.self) { try SamplePair(rgb: rgb, xyz: xyz, mask: mask) }
  }

  @Test func fileErrorsNameTheFile() throws {
    let rgb = try writeImage()
    let missing = folder.file("no.tiff")
    #expect(throws: DatasetError.image(.file(.missing(path: missing)))) {
      try SamplePair(rgb: rgb, xyz: missing)
    }
    #expect(throws: DatasetError.self) { try SamplePair(rgb: rgb, xyz: rgb) }
  }
}
