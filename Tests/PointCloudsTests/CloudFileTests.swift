import PointClouds
import TensorFiles
import Tensors
import TestSupport
import Testing

import class Foundation.Bundle

/// Clouds that Open3D and a script of the formats' definitions wrote; see Tools/reference/clouds.py.
@Suite struct CloudFileTests {
  private let folder: String
  private let points: Tensor
  private let colors: Tensor

  init() throws {
    folder = try #require(Bundle.module.resourcePath) + "/Fixtures/"
    let fixture = try SafetensorsFile.read(folder + "clouds.safetensors")
    points = try #require(fixture.tensors["points"])
    colors = try #require(fixture.tensors["colors"])
  }

  private var size: GridSize { GridSize(width: points.shape[1], height: points.shape[0]) }

  /// The files, and how far text with fewer digits may be off.
  private static let files: [(name: String, tolerance: Float)] = [
    ("open3d-text.ply", 1e-6), ("open3d-binary.ply", 0), ("open3d-text.pcd", 1e-6), ("open3d-binary.pcd", 0),
    ("open3d-compressed.pcd", 0), ("pcl-text.pcd", 0), ("pcl-binary.pcd", 0), ("range-grid-text.ply", 0),
    ("range-grid-little.ply", 0), ("range-grid-big.ply", 0),
  ]

  @Test(arguments: files) func everyFileHoldsTheCloud(file: (name: String, tolerance: Float)) throws {
    let isGridStated = !file.name.hasPrefix("open3d")
    let stored = try CloudFile.read(folder + "clouds/" + file.name, size: isGridStated ? nil : size)
    let cloud = OrganizedCloud(xyz: stored.points)
    let expected = OrganizedCloud(xyz: points)
    #expect(cloud.isValid == expected.isValid)
    let miss = zip(cloud.points.elements, expected.points.elements).map { abs($0 - $1) }.max() ?? 1
    #expect(miss <= file.tolerance, "\(miss)")
    let found = try #require(stored.colors)
    let isValid = expected.isValid
    for pixel in isValid.indices where isValid[pixel] {
      for channel in 0..<3 {
        #expect(abs(found[flat: 3 * pixel + channel] - colors[flat: 3 * pixel + channel]) < 1e-6)
      }
    }
  }

  @Test(arguments: ["open3d-binary.ply", "open3d-binary.pcd"]) func aCloudWithoutGridIsRefused(name: String) {
    #expect {
      try CloudFile.read(folder + "clouds/" + name)
    } throws: { error in
      guard case .noGrid(_, _, let found)? = error as? CloudFileError else { return false }
      return found.hasPrefix("63 points")
    }
  }

  @Test func aGridThatThePointsDoNotFillIsRefused() {
    #expect(throws: CloudFileError.self) {
      try CloudFile.read(folder + "clouds/open3d-binary.ply", size: GridSize(width: 9, height: 8))
    }
    #expect(throws: CloudFileError.self) {
      try CloudFile.read(folder + "clouds/pcl-binary.pcd", size: GridSize(width: 7, height: 9))
    }
  }
}
