import Detection
import PointClouds
import SyntheticParts
import Tensors
import TestSupport
import Testing

@Suite struct RegionTests {
  /// A plane at half a metre whose pixels are two millimetres apart.
  private func plane(height: Int, width: Int) -> OrganizedCloud {
    var xyz = Tensor(shape: [height, width, 3])
    for row in 0..<height {
      for column in 0..<width {
        xyz[row, column, 0] = Float(column) * 0.002
        xyz[row, column, 1] = Float(row) * 0.002
        xyz[row, column, 2] = 0.5
      }
    }
    return OrganizedCloud(xyz: xyz)
  }

  @Test func regionsHaveBoxAreaPeakAndPlace() throws {
    var map = Tensor(shape: [20, 30])
    for row in 4..<7 { for column in 10..<15 { map[row, column] = 2 } }
    map[5, 12] = 3
    map[15, 3] = 2.5
    map[16, 4] = 2.2  // joined by the diagonal
    let regions = RegionFinder(map: map, cloud: plane(height: 20, width: 30)).regions(above: 1)
    #expect(regions.count == 2)
    let first = try #require(regions.first)
    #expect(first.areaPixels == 15 && first.peak == 3)
    #expect(first.box == PixelRectangle(x: 10, y: 4, width: 5, height: 3))
    #expect(abs(try #require(first.areaMM2) - 60) < 0.01)
    expectClose(
      Tensor(shape: [3], elements: try #require(first.peakXYZ)),
      Tensor(shape: [3], elements: [0.024, 0.010, 0.5]),
      within: 1e-6)
    #expect(regions[1].areaPixels == 2 && regions[1].peak == 2.5)
  }

  @Test func withoutPointsThereIsNoAreaAndNoPlace() throws {
    let cloud = OrganizedCloud(xyz: Tensor(shape: [4, 4, 3]))
    let regions = RegionFinder(map: Tensor(shape: [4, 4], repeating: 1), cloud: cloud).regions(above: 0.5)
    #expect(regions.count == 1)
    #expect(regions[0].areaMM2 == nil && regions[0].peakXYZ == nil)
    #expect(RegionFinder(map: Tensor(shape: [4, 4]), cloud: cloud).regions(above: 0).isEmpty)
  }

  /// The areas of rendered defects, from the sensor's points, against the true geometry: a pixel sees `(z / f)²` of a
  /// surface across the axis, over the cosine between its normal and the ray, `(x / z, y / z, 1)`.
  @Test(arguments: [PartFamily.tile, .soap, .bottleCap])
  func areasOfRenderedDefectsAreTrue(family: PartFamily) throws {
    let sample = SyntheticPartFactory(family: family, imageSize: 160, seed: 3)
      .defective(kind: .stain, index: 1, severity: 1)
    let map = Tensor(shape: sample.depth.shape, elements: sample.mask.map { $0 ? 1 : 0 })
    let regions = RegionFinder(map: map, cloud: OrganizedCloud(xyz: sample.xyz)).regions(above: 0.5)
    let measured = regions.reduce(0) { $0 + ($1.areaMM2 ?? 0) }
    let focal = sample.camera.focalLength
    let width = sample.depth.shape[1]
    let expected = sample.mask.indices.filter { sample.mask[$0] }.reduce(Float(0)) { sum, pixel in
      let ray = SIMD3(
        (Float(pixel % width) - sample.camera.centreColumn) / focal,
        (Float(pixel / width) - sample.camera.centreRow) / focal, 1)
      let normals = sample.normals.elements
      let normal = SIMD3(normals[3 * pixel], normals[3 * pixel + 1], normals[3 * pixel + 2])
      let side = sample.depth.elements[pixel] / focal
      return sum + side * side / abs((normal * ray).sum()) * 1e6
    }
    #expect(regions.reduce(0) { $0 + $1.areaPixels } == sample.mask.count { $0 })
    #expect(expected > 5 && abs(measured - expected) < 0.1 * expected, "\(measured) for \(expected) mm²")
  }
}
