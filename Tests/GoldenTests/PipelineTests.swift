import Detection
import ImageFiles
import PointClouds
import TensorFiles
import Tensors
import TestSupport
import Testing

/// The whole pipeline against the same steps in NumPy and SciPy; see `Tools/reference/pipeline.py`.
@Suite struct PipelineTests {
  private static let root = SharedData.packageRoot
  private let pool = WorkerPool(threadCount: 2)

  @Test(arguments: ["test/dent", "test/stain", "test/good"])
  func mapsAndScoresAreThoseOfTheReference(part: String) throws {
    let golden = try SafetensorsFile.read(Self.root + "/Tests/GoldenTests/Fixtures/pipeline.safetensors")
    let bundle = try ModelBundle(
      reading: Self.root + "/Tests/BundleCompatibilityTests/Fixtures/v1.assay", on: pool)
    let folder = "\(Self.root)/Datasets/samples/biscuit/\(part)"
    let capture = try Capture(
      id: part, image: PNGFile.readRGB(folder + "/rgb/000.png"),
      cloud: OrganizedCloud(xyz: TIFFFile.readXYZ(folder + "/xyz/000.tiff")))
    let scored = try bundle.detector.score(capture, on: pool)
    let rows = [
      ("appearance", scored.maps.appearance, scored.scores.appearance),
      ("fused", scored.maps.fused, scored.scores.fused),
      ("geometry", scored.maps.geometry, scored.scores.geometry),
    ]
    for (row, map, score) in rows {
      let expected = try #require(golden.tensors["\(part).\(row)"])
      #expect(map.shape == expected.shape)
      #expect(relativeError(map.elements, expected.elements) < 1e-4, "\(row)")
      let peak = try #require(expected.elements.max())
      #expect(abs(score - peak) < 1e-4 * peak, "\(row)")
    }
  }
}
