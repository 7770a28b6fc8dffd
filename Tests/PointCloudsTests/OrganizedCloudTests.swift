import PointClouds
import Tensors
import Testing

@Suite struct OrganizedCloudTests {
  @Test func onlyFiniteNonzeroBelievablePointsAreValid() {
    let points: [[Float]] = [
      [0.1, 0.2, 0.3], [.nan, 0, 1], [1, .infinity, 1], [0, -0.0, 0], [0, 0, 0.5], [0, 0, 100.5],
      [-100, 100, 100], [1, 1, -.infinity],
    ]
    let cloud = OrganizedCloud(xyz: Tensor(shape: [2, 4, 3], elements: points.flatMap { $0 }))
    #expect(cloud.isValid == [true, false, false, false, true, false, true, false])
    #expect(cloud.coverage == 0.375)
    #expect(cloud.points.elements.allSatisfy { $0.isFinite })
    #expect(cloud.point(at: 1) == nil)
    #expect(cloud.point(at: 4) == SIMD3(0, 0, 0.5))
  }

  @Test func millimetresBecomeMetres() {
    let xyz = Tensor(shape: [1, 1, 3], elements: [16, -32, 500])
    #expect(OrganizedCloud(xyz: xyz, unit: .millimetre).point(at: 0) == SIMD3(16, -32, 500) * 0.001)
  }

  @Test func spacingIsTheMedianStep() throws {
    let cloud = Scene.cloud(height: 20, width: 20) { 0.5 / $0.z }
    #expect(abs(try #require(cloud.spacing) - 0.5 / 50) < 1e-5)
    #expect(OrganizedCloud(xyz: Tensor(shape: [3, 1, 3], repeating: 1)).spacing == nil)
  }

  @Test func spacingOfAMagnifiedCloudIsThatOfItsPoints() throws {
    let points = (0..<16).flatMap { pixel -> [Float] in [Float(pixel % 4), Float(pixel / 4), 1] }
    let cloud = OrganizedCloud(xyz: Tensor(shape: [4, 4, 3], elements: points))
    #expect(cloud.resampled(height: 12, width: 12).spacing == 1)
  }

  @Test func aFileInMillimetresReadAsMetresIsRefused() {
    let xyz = Tensor(shape: [2, 2, 3], elements: [10, 10, 400, 11, 10, 400, 10, 11, 401, .nan, .nan, .nan])
    #expect(throws: PointCloudError.implausibleUnit(path: "a.tiff", beyondReach: 3, of: 3, unit: .metre)) {
      () throws in
      try OrganizedCloud(xyz: xyz).checkPlausible(xyz: xyz, unit: .metre, path: "a.tiff")
    }
    #expect(throws: Never.self) { () throws in
      try OrganizedCloud(xyz: xyz, unit: .millimetre).checkPlausible(
        xyz: xyz, unit: .millimetre, path: "a.tiff")
    }
  }

  @Test func aCloudWithoutPointsIsRefused() {
    let xyz = Tensor(shape: [2, 2, 3], repeating: .nan)
    #expect(throws: PointCloudError.noValidPoints(path: "a\nb.tiff")) { () throws in
      try OrganizedCloud(xyz: xyz).checkHasPoints(path: "a\nb.tiff")
    }
    #expect(throws: Never.self) { () throws in
      try OrganizedCloud(xyz: xyz).checkPlausible(xyz: xyz, unit: .metre, path: "a.tiff")
    }
    #expect(PointCloudError.noValidPoints(path: "a\nb.tiff").description.hasPrefix("a\\n"))
  }
}
