import PointClouds
import Tensors
import TestSupport
import Testing

@Suite struct GridNeighborsTests {
  /// The neighbours by definition: all points sorted by distance, then pixel.
  private func bruteForce(
    _ cloud: OrganizedCloud, _ pixel: Int, count: Int, radius: Float = .infinity
  ) -> (pixels: [Int32], squares: [Float]) {
    guard let query = cloud.point(at: pixel) else { return ([], []) }
    let all = (0..<cloud.pixelCount).compactMap { other -> (square: Float, pixel: Int32)? in
      guard let point = cloud.point(at: other) else { return nil }
      let offset = point - query
      let square = (offset.x * offset.x + offset.y * offset.y) + offset.z * offset.z
      return square < radius * radius ? (square, Int32(other)) : nil
    }
    let nearest = all.sorted { ($0.square, $0.pixel) < ($1.square, $1.pixel) }.prefix(count)
    return (nearest.map(\.pixel), nearest.map(\.square))
  }

  private func expectExact(
    _ cloud: OrganizedCloud, _ name: String, count: Int, radius: Float = .infinity, step: Int = 1
  ) {
    let pixels = Array(stride(from: 0, to: cloud.pixelCount, by: step))
    let table = GridNeighbors(cloud).nearest(
      count, within: radius, to: pixels, on: WorkerPool(threadCount: 1))
    var wrong = 0
    for (query, pixel) in pixels.enumerated() {
      let expected = bruteForce(cloud, pixel, count: count, radius: radius)
      if Array(table.neighbors(of: query)) != expected.pixels
        || Array(table.squaredDistances(of: query)) != expected.squares
      {
        wrong += 1
      }
    }
    #expect(wrong == 0, "\(name), \(count) neighbours within \(radius)")
  }

  @Test(arguments: [1, 2, 10, 100]) func neighborsAreExact(count: Int) {
    expectExact(Scene.sphereOnTable(height: 40, width: 37), "scene", count: count)
    expectExact(Scene.sphereOnTable(height: 48, width: 40, noise: 0.003, missing: 0.4), "noise", count: count)
  }

  @Test func neighborsAcrossStepsAndSlopesAreExact() {
    let stairs = Scene.cloud(height: 40, width: 40) { 0.5 + 0.02 * ($0.x * 40).rounded() }
    expectExact(stairs, "stairs", count: 60)
    let steep = Scene.cloud(height: 40, width: 40) { 0.5 + 8 * abs($0.x) }
    expectExact(steep, "steep", count: 60)
    let sparse = Scene.sphereOnTable(height: 64, width: 64, missing: 0.97)
    expectExact(sparse, "sparse", count: 30)
  }

  @Test func tiesGoToTheLowestPixel() {
    var xyz = Tensor(shape: [24, 24, 3])
    for row in 0..<24 {
      for column in 0..<24 {
        xyz[row, column, 0] = Float(column) / 64
        xyz[row, column, 1] = Float(row) / 64
        xyz[row, column, 2] = 1
      }
    }
    for count in [1, 3, 6, 20, 21, 100] { expectExact(OrganizedCloud(xyz: xyz), "lattice", count: count) }
  }

  @Test(arguments: [7, 1000]) func awkwardCloudsAreExact(count: Int) {
    for (name, cloud) in Scene.awkward { expectExact(cloud, name, count: count, step: 5) }
  }

  @Test func onlyPointsWithinTheRadiusCount() {
    let cloud = Scene.sphereOnTable(height: 40, width: 40, missing: 0.1)
    for radius: Float in [1e-6, 0.005, 0.01, 0.03, 1] {
      expectExact(cloud, "radius", count: 50, radius: radius, step: 3)
    }
  }

  @Test func thousandsOfQueriesInALargeCloudAreExact() {
    expectExact(Scene.sphereOnTable(height: 150, width: 224, missing: 0.05), "large", count: 100, step: 41)
  }

  @Test func theOrderAndTheThreadsDoNotChangeTheSet() {
    let neighbors = GridNeighbors(Scene.sphereOnTable(height: 70, width: 90, missing: 0.2))
    let sorted = neighbors.nearest(20, on: WorkerPool(threadCount: 1))
    let fast = neighbors.nearest(20, order: .any, on: WorkerPool(threadCount: 1))
    for query in sorted.queries.indices {
      #expect(Set(sorted.neighbors(of: query)) == Set(fast.neighbors(of: query)))
    }
    for threads in [2, 3] {
      let pool = WorkerPool(threadCount: threads)
      #expect(neighbors.nearest(20, on: pool) == sorted)
      #expect(neighbors.nearest(20, order: .any, on: pool) == fast)
    }
  }
}
