import PointClouds
import Tensors
import TestSupport
import Testing

@Suite struct FPFHTests {
  private let pool = WorkerPool(threadCount: 1)

  @Test func onAPlaneAllAnglesAreZero() {
    let plane = Scene.cloud(height: 20, width: 20) { 0.5 / ($0.z + 0.3 * $0.x) }
    let normals = SurfaceNormals.estimate(of: plane, on: pool).normals
    let descriptors = FPFH.describe(plane, normals: normals, neighborhood: .init(count: 30), on: pool)
    for row in 0..<400 {
      for feature in 0..<33 {
        #expect(abs(descriptors.values[row, feature] - (feature % 11 == 5 ? 200 : 0)) < 1e-3)
      }
    }
  }

  @Test func descriptorsDoNotDependOnPose() {
    let cloud = Scene.sphereOnTable(height: 40, width: 40, noise: 0.0005)
    let normals = SurfaceNormals.estimate(of: cloud, on: pool).normals
    // A turn about the axis of sight by a right angle: exact in floats.
    func turned(_ tensor: Tensor) -> Tensor {
      var result = tensor
      for pixel in 0..<tensor.count / 3 {
        result[flat: 3 * pixel] = -tensor[flat: 3 * pixel + 1]
        result[flat: 3 * pixel + 1] = tensor[flat: 3 * pixel]
      }
      return result
    }
    let plain = FPFH.describe(cloud, normals: normals, neighborhood: .init(count: 40), on: pool)
    let rotated = FPFH.describe(
      OrganizedCloud(xyz: turned(cloud.points)), normals: turned(normals), neighborhood: .init(count: 40),
      on: pool)
    let differing = zip(plain.values.elements, rotated.values.elements).count { abs($0 - $1) > 0.01 }
    #expect(differing < plain.values.count / 500)
  }

  @Test func someOfThePointsGetTheSameDescriptors() {
    let cloud = Scene.sphereOnTable(height: 60, width: 50, missing: 0.1)
    let normals = SurfaceNormals.estimate(of: cloud, on: pool).normals
    let all = FPFH.describe(cloud, normals: normals, neighborhood: .init(count: 25), on: pool)
    let asked = Array(stride(from: 2999, to: 0, by: -37))
    let some = FPFH.describe(cloud, normals: normals, neighborhood: .init(count: 25), at: asked, on: pool)
    #expect(some.pixels == asked)
    for (row, pixel) in asked.enumerated() {
      #expect(some.isValid[row] == cloud.isValid[pixel])
      let expected = all.pixels.firstIndex(of: pixel).map { Array(all.values.row($0)) }
      #expect(Array(some.values.row(row)) == expected ?? [Float](repeating: 0, count: 33))
    }
  }

  @Test func awkwardCloudsAreAnswered() {
    for (name, cloud) in Scene.awkward {
      let normals = SurfaceNormals.estimate(of: cloud, neighborCount: 10, on: pool).normals
      let descriptors = FPFH.describe(cloud, normals: normals, on: pool)
      #expect(descriptors.values.elements.allSatisfy { $0.isFinite && $0 >= 0 }, "\(name)")
      #expect(descriptors.pixels.count == cloud.validCount)
    }
  }

  @Test(arguments: [2, 3]) func threadsDoNotMatter(threads: Int) {
    let cloud = Scene.sphereOnTable(height: 70, width: 90, missing: 0.1)
    let many = WorkerPool(threadCount: threads)
    let normals = SurfaceNormals.estimate(of: cloud, neighborCount: 30, on: pool)
    #expect(SurfaceNormals.estimate(of: cloud, neighborCount: 30, on: many) == normals)
    let one = FPFH.describe(cloud, normals: normals.normals, on: pool)
    #expect(FPFH.describe(cloud, normals: normals.normals, on: many) == one)
    let centers = Array(stride(from: 0, to: 6300, by: 53))
    let some = FPFH.describe(cloud, normals: normals.normals, at: centers, on: pool)
    #expect(FPFH.describe(cloud, normals: normals.normals, at: centers, on: many) == some)
  }
}
