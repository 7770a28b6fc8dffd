import PointClouds
import Tensors
import Testing

@Suite struct SurfaceReliefTests {
  private let pool = WorkerPool(threadCount: 1)

  @Test func aPlaneHasNone() {
    let plane = Scene.cloud(height: 30, width: 30) { 0.5 / ($0.z + 0.2 * $0.y) }
    let relief = SurfaceRelief.estimate(of: plane, on: pool)
    for row in 5..<25 {
      for column in 5..<25 { #expect(abs(relief.heights[row, column]) < 1e-5) }
    }
  }

  @Test(arguments: [Float(0.001), -0.001]) func bumpsAndDentsShowTheirHeight(height: Float) {
    let table = Scene.cloud(height: 41, width: 41) { ray in
      let bump = (ray.x * ray.x + ray.y * ray.y < 0.015 * 0.015) ? height : 0
      return (0.5 - bump) / ray.z
    }
    let relief = SurfaceRelief.estimate(of: table, on: pool)
    #expect(relief.heights[20, 20] / height > 0.7 && relief.heights[20, 20] / height <= 1)
    #expect(abs(relief.heights[8, 8] / height) < 0.01)
  }

  @Test func noiseIsLowerThanThatOfPoints() {
    let noisy = Scene.sphereOnTable(noise: 0.0003)
    let relief = SurfaceRelief.estimate(of: noisy, on: pool)
    let points = SurfaceRelief.estimate(of: noisy, inner: .init(radius: 1, reach: 1e-9), on: pool)
    func spread(_ heights: Tensor) -> Float {
      (6..<16).reduce(0) { sum, row in (6..<90).reduce(sum) { $0 + heights[row, $1] * heights[row, $1] } }
    }
    #expect(spread(relief.heights) < 0.25 * spread(points.heights))
  }

  @Test func awkwardCloudsAreAnswered() {
    for (name, cloud) in Scene.awkward {
      let relief = SurfaceRelief.estimate(of: cloud, on: pool)
      #expect(relief.heights.elements.allSatisfy { $0.isFinite }, "\(name)")
      #expect(SurfaceRelief.estimate(of: cloud, on: WorkerPool(threadCount: 3)) == relief, "\(name)")
    }
  }
}
