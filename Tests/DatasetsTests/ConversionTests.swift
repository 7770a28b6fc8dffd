import Datasets
import Files
import Foundation
import ImageFiles
import PointClouds
import Tensors
import TestSupport
import Testing

/// Depth images and cameras against values worked out by hand.
@Suite struct ConversionTests {
  private let layout: FileLayout

  init() throws { layout = try FileLayout() }

  private func path(_ name: String) -> String { layout.root + "/" + name }

  private static let camera = DepthCamera(focalColumns: 4, focalRows: 8, centreColumn: 1, centreRow: 0.5)

  @Test func aPNGInMillimetres() throws {
    let image = GrayImage(height: 2, width: 3, bitDepth: 16, samples: [1000, 0, 500, 65_535, 250, 2000])
    try PNGFile.writeGray(image, to: path("d.png"))
    let conversion = DepthConversion(camera: Self.camera, scale: .metresPerUnit(0.001), invalid: [65_535])
    let cloud = try conversion.convert(path("d.png")).cloud
    #expect(cloud.isValid == [true, false, true, false, true, true])
    // (0 - 1) / 4, (0 - 0.5) / 8 at one metre; (2 - 1) / 4, (1 - 0.5) / 8 at two.
    #expect(cloud.point(at: 0) == SIMD3(-0.25, -0.0625, 1))
    #expect(cloud.point(at: 2) == SIMD3(0.125, -0.03125, 0.5))
    #expect(cloud.point(at: 5) == SIMD3(0.5, 0.125, 2))
  }

  @Test func aRangeMeasuresAlsoAtZero() throws {
    let image = GrayImage(height: 1, width: 3, bitDepth: 16, samples: [0, 13_107, 65_535])
    try PNGFile.writeGray(image, to: path("d.png"))
    let range = DepthScale.range(DepthRange(minimum: 0.25, maximum: 1.25))
    let cloud = try DepthConversion(camera: Self.camera, scale: range).convert(path("d.png")).cloud
    #expect(cloud.point(at: 0)?.z == 0.25 && cloud.point(at: 2)?.z == 1.25)
    #expect(abs((cloud.point(at: 1)?.z ?? 0) - 0.45) < 1e-7)
    let without = DepthConversion(camera: Self.camera, scale: range, invalid: [0])
    #expect(try without.convert(path("d.png")).cloud.isValid == [false, true, true])
  }

  @Test func aTIFFOfFloatsIsInMetres() throws {
    try TIFFFile.writeMap(
      Tensor(shape: [2, 2], elements: [0.5, .nan, -1, .infinity]), to: path("d.tiff"))
    let converted = try DepthConversion(camera: Self.camera).convert(path("d.tiff"))
    #expect(converted.cloud.isValid == [true, false, false, false])
    #expect(
      converted.summary.hasPrefix("2 x 2, 1 points (25.0 %), x -0.125...-0.125"), "\(converted.summary)")
    #expect(converted.warning == nil)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    try PNGFile.writeGray(
      GrayImage(height: 1, width: 2, bitDepth: 16, samples: [1, 2]), to: path("d.png"))
    try PNGFile.writeGray(GrayImage(height: 1, width: 2, bitDepth: 8, samples: [1, 2]), to: path("8.png"))
    try TIFFFile.writeMap(Tensor(shape: [1, 2], elements: [600, 700]), to: path("mm.tiff"))
    let scaled = DepthConversion(camera: Self.camera, scale: .metresPerUnit(0.1))
    #expect(throws: DatasetError.self) { try DepthConversion(camera: Self.camera).convert(path("d.png")) }
    #expect(throws: DatasetError.self) { try scaled.convert(path("8.png")) }
    var sized = scaled
    sized.size = PixelSize(height: 2, width: 1)
    #expect(throws: DatasetError.self) { try sized.convert(path("d.png")) }
    let range = DepthConversion(camera: Self.camera, scale: .range(DepthRange(minimum: 0, maximum: 1)))
    #expect(throws: DatasetError.self) { try range.convert(path("mm.tiff")) }
    // 600 m away is no part: the file is in millimetres.
    #expect(throws: PointCloudError.self) {
      try DepthConversion(camera: Self.camera).convert(path("mm.tiff"))
    }
  }

  @Test func aPartOfTwentyMetresIsDoubted() throws {
    try TIFFFile.writeMap(Tensor(shape: [1, 2], elements: [20, 20]), to: path("d.tiff"))
    let warning = try #require(try DepthConversion(camera: Self.camera).convert(path("d.tiff")).warning)
    #expect(warning.contains("20 m away") && warning.contains("--unit mm"))
  }

  @Test(arguments: [
    #"{"width": 640, "height": 480, "fx": 600.5, "fy": 601.25, "ppx": 320.5, "ppy": 240.25, "coeffs": [0,0,0,0,0]}"#,
    "image_width: 640\nimage_height: 480\ncamera_matrix:\n  rows: 3\n  cols: 3\n"
      + "  data: [600.5, 0, 320.5, 0, 601.25, 240.25, 0, 0, 1]\n",
    "width: 640\nheight: 480\nK: [600.5, 0.0, 320.5, 0.0, 601.25, 240.25, 0.0, 0.0, 1.0]\nD: []\n",
    #"{"width": 640, "height": 480, "intrinsic_matrix": [600.5, 0, 0, 0, 601.25, 0, 320.5, 240.25, 1]}"#,
  ]) func camerasOfFourPrograms(text: String) throws {
    try layout.add("camera.yaml", text)
    let file = try CameraFile(reading: path("camera.yaml"))
    #expect(file.size == PixelSize(height: 480, width: 640))
    #expect(
      file.camera
        == DepthCamera(focalColumns: 600.5, focalRows: 601.25, centreColumn: 320.5, centreRow: 240.25))
  }

  @Test(arguments: [
    "fx: 600\nfy: 600\ncx: 320", "fx: -1\nfy: 600\ncx: 320\ncy: 240", "fx: a\nfy: 600\ncx: 320\ncy: 240",
    "[1]", "7",
    "K: [1, 2]", "fx: .inf\nfy: 600\ncx: 320\ncy: 240", "fx: 1\nfy: 1\ncx: 1\ncy: 1\nwidth: 1.5\nheight: 2",
    "fx: 1\nfy: 1\ncx: 1\ncy: 1\nmodel: kannala_brandt4\ncoeffs: [0.1, 0, 0, 0, 0]",
    "fx: 1\nfy: 1\ncx: 1\ncy: 1\ncoeffs: [0.1, 0, 0, 0, 0, 0.2, 0, 0]",
    "fx: 1\nfy: 1\ncx: 1\ncy: 1\ncoeffs: [a, 0, 0, 0, 0]",
  ]) func camerasThatAreNoneAreRefused(text: String) throws {
    try layout.add("camera.yaml", text)
    #expect(throws: DatasetError.self) { try CameraFile(reading: path("camera.yaml")) }
  }

  /// Rays bent by the definition, drawn to pixels, must come back.
  @Test func aDistortingLensIsUndone() {
    let k = [-0.28, 0.09, 0.001, -0.0007, -0.011]
    let camera = DepthCamera(
      focalColumns: 100, focalRows: 100, centreColumn: 32, centreRow: 24, distortion: LensDistortion(k))
    let points = camera.points(depth: Tensor(shape: [48, 64], repeating: 2))
    var largest = 0.0
    for row in 0..<48 {
      for column in 0..<64 {
        let (x, y) = (Double(points[row, column, 0]) / 2, Double(points[row, column, 1]) / 2)
        let r2 = x * x + y * y
        let radial = 1 + k[0] * r2 + k[1] * r2 * r2 + k[4] * r2 * r2 * r2
        let u = x * radial + 2 * k[2] * x * y + k[3] * (r2 + 2 * x * x)
        let v = y * radial + k[2] * (r2 + 2 * y * y) + 2 * k[3] * x * y
        largest = max(largest, abs(u * 100 + 32 - Double(column)), abs(v * 100 + 24 - Double(row)))
      }
    }
    #expect(largest < 1e-4)  // in pixels; points are 32-bit floats
  }

  @Test func aPixelThatTheLensCannotSeeHasNoPoint() {
    // r (1 - 0.5 r²) is largest, 0.54, at r = 0.82: no ray arrives farther out.
    let camera = DepthCamera(
      focalColumns: 10, focalRows: 10, centreColumn: 0, centreRow: 0,
      distortion: LensDistortion([-0.5, 0, 0, 0, 0]))
    let points = camera.points(depth: Tensor(shape: [1, 10], repeating: 1))
    #expect((0..<10).map { points[0, $0, 2] } == [1, 1, 1, 1, 1, 1, 0, 0, 0, 0])
  }

  @Test func theInverseModelGoesStraightToTheRay() {
    let camera = DepthCamera(
      focalColumns: 10, focalRows: 10, centreColumn: 0, centreRow: 0,
      distortion: LensDistortion([0.5, 0, 0, 0, 0], direction: .toRay))
    let points = camera.points(depth: Tensor(shape: [1, 3], repeating: 1))
    #expect(abs(points[0, 2, 0] - 0.2 * (1 + 0.5 * 0.04)) < 1e-7)
  }
}
