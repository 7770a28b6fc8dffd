import PointClouds
import TensorFiles
import Tensors
import TestSupport
import Testing

import class Foundation.Bundle

/// Open3D and SciPy on the same cloud; see Tools/reference/point_clouds.py.
@Suite struct ReferenceTests {
  private let fixture: SafetensorsFile
  private let cloud: OrganizedCloud
  private let radius: Float
  private let pool = WorkerPool(threadCount: 1)

  init() throws {
    let folder = try #require(Bundle.module.resourcePath)
    fixture = try SafetensorsFile.read(folder + "/Fixtures/point_clouds.safetensors")
    cloud = OrganizedCloud(xyz: try #require(fixture.tensors["points"]))
    radius = try #require(fixture.metadata["radius"].flatMap(Float.init))
  }

  private func tensor(_ name: String) throws -> Tensor { try #require(fixture.tensors[name], "\(name)") }

  /// Rows of valid points spread to the grid.
  private func spread(_ rows: Tensor) -> Tensor {
    var spread = Tensor(shape: cloud.points.shape)
    let valid = (0..<cloud.pixelCount).filter { cloud.isValid[$0] }
    for (row, pixel) in valid.enumerated() {
      for axis in 0..<3 { spread[flat: 3 * pixel + axis] = rows[row, axis] }
    }
    return spread
  }

  @Test func neighborsAgreeWithSciPy() throws {
    let expected = try tensor("neighbors")
    let distances = try tensor("distances")
    let table = GridNeighbors(cloud).nearest(20, on: pool)
    for query in table.queries.indices {
      #expect(table.neighbors(of: query).map(Float.init) == Array(expected.row(query)), "query \(query)")
      let ours = table.squaredDistances(of: query).map { $0.squareRoot() }
      #expect(zip(ours, distances.row(query)).allSatisfy { abs($0 - $1) <= 1e-6 * $1 })
    }
  }

  @Test(arguments: [("normals.nearest", false), ("normals.radius", true)])
  func normalsAgreeWithOpen3D(name: String, isLimited: Bool) throws {
    let expected = spread(try tensor(name))
    let shape = SurfaceNormals.estimate(
      of: cloud, neighborCount: 30, radius: isLimited ? radius : .infinity, on: pool)
    #expect(shape.isValid == cloud.isValid)
    expectClose(shape.normals, expected, within: 2e-5)
  }

  /// Both count pairs in bins.
  ///
  /// In large clouds a pair at the very edge of a bin can fall on either side in single
  /// and double precision; this cloud has none.
  @Test(arguments: [("fpfh.nearest", false), ("fpfh.radius", true)])
  func fpfhAgreesWithOpen3D(name: String, isLimited: Bool) throws {
    let expected = try tensor(name)
    let normals = spread(try tensor("normals.nearest"))
    let ours = FPFH.describe(
      cloud, normals: normals,
      neighborhood: .init(count: 100, radius: isLimited ? radius : .infinity), on: pool)
    expectClose(ours.values, expected, within: 2e-6)
  }
}
