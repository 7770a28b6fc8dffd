import PointClouds
import Tensors
import TestSupport
import Testing

@Suite struct SurfaceNormalsTests {
  @Test func aPlaneHasItsOwnNormalEverywhere() {
    let cloud = Scene.cloud(height: 40, width: 50) { 0.5 / ($0.z + 0.3 * $0.x - 0.2 * $0.y) }
    let shape = SurfaceNormals.estimate(of: cloud, on: WorkerPool(threadCount: 1))
    let expected = SIMD3<Float>(-0.3, 0.2, -1) / Float(1.13).squareRoot()
    #expect(shape.isValid.allSatisfy { $0 })
    for pixel in 0..<cloud.pixelCount {
      let normal = SIMD3(
        shape.normals[flat: 3 * pixel], shape.normals[flat: 3 * pixel + 1], shape.normals[flat: 3 * pixel + 2]
      )
      #expect((normal * expected).sum() > 0.999999)
      #expect(shape.variation[flat: pixel] < 1e-6)
    }
  }

  @Test(arguments: [Float(1), -1]) func aSphereHasItsCurvature(side: Float) {
    let radius: Float = 0.05
    let cloud = Scene.cloud(height: 80, width: 80) {
      Scene.sphereDepth($0, center: SIMD3(0, 0, 0.5), radius: radius)
    }
    let mirrored = Tensor(
      shape: cloud.points.shape,
      elements: cloud.points.elements.enumerated().map { index, value in
        index % 3 == 2 && side < 0 && value != 0 ? 1 - value : value
      })
    let sphere = OrganizedCloud(xyz: mirrored)
    let shape = SurfaceNormals.estimate(of: sphere, window: .init(radius: 2), on: WorkerPool(threadCount: 1))
    let center = 40 * 80 + 40
    #expect(abs(shape.meanCurvature[flat: center] * radius - side) < 0.05)
    for pixel in 0..<sphere.pixelCount where shape.isValid[pixel] {
      #expect(shape.normals[flat: 3 * pixel + 2] <= 0)
    }
  }

  @Test func eigenvectorsSolveTheirEquation() throws {
    let cloud = Scene.sphereOnTable(noise: 0.002)
    let shape = SurfaceNormals.estimate(
      of: cloud, window: .init(radius: 2, reach: 1), on: WorkerPool(threadCount: 1))
    for pixel in stride(from: 500, to: cloud.pixelCount - 500, by: 97) {
      var points: [SIMD3<Double>] = []
      for row in -2...2 {
        for column in -2...2 where (2..<94).contains(pixel % 96) {
          points.append(SIMD3<Double>(try #require(cloud.point(at: pixel + 96 * row + column))))
        }
      }
      guard !points.isEmpty else { continue }
      let mean = points.reduce(.zero, +) / Double(points.count)
      let normal = SIMD3<Double>(
        SIMD3(
          shape.normals[flat: 3 * pixel], shape.normals[flat: 3 * pixel + 1],
          shape.normals[flat: 3 * pixel + 2]))
      // C n = λ n, with C n summed without forming C.
      let image =
        points.reduce(SIMD3<Double>.zero) { $0 + ($1 - mean) * (($1 - mean) * normal).sum() }
        / Double(points.count)
      let value = (image * normal).sum()
      #expect(abs((normal * normal).sum() - 1) < 1e-5)
      #expect(((image - value * normal) * (image - value * normal)).sum().squareRoot() < 1e-6 * 0.001)
      #expect(abs(value.squareRoot() - Double(shape.roughness[flat: pixel])) < 2e-6)
    }
  }

  @Test func isolatedPointsHaveNoNormal() {
    for (name, cloud) in Scene.awkward {
      let shape = SurfaceNormals.estimate(of: cloud, on: WorkerPool(threadCount: 1))
      for map in [shape.normals, shape.variation, shape.roughness, shape.meanCurvature] {
        #expect(map.elements.allSatisfy { $0.isFinite }, "\(name)")
      }
      if ["all invalid", "one point", "a line", "one pixel", "one place"].contains(name) {
        let fitted = shape.isValid.count { $0 }
        #expect(fitted == 0, "\(name)")
      }
    }
  }

  @Test(arguments: [2, 3]) func threadsDoNotMatter(threads: Int) {
    let cloud = Scene.sphereOnTable(height: 61, width: 45, missing: 0.1)
    let one = SurfaceNormals.estimate(of: cloud, on: WorkerPool(threadCount: 1))
    #expect(SurfaceNormals.estimate(of: cloud, on: WorkerPool(threadCount: threads)) == one)
  }
}
