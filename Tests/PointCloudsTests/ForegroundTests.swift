import PointClouds
import Tensors
import Testing

@Suite struct ForegroundTests {
  @Test func theTableIsFound() throws {
    let found = try #require(BackgroundPlane.detect(in: Scene.sphereOnTable()))
    let expected = Plane(normal: SIMD3(0.1, 0, 1) / Float(1.01).squareRoot(), through: SIMD3(0, 0, 0.5))
    #expect((found.plane.normal * expected.normal).sum() > 0.99999)
    #expect(abs(found.plane.height(of: SIMD3(0, 0, 0.5))) < 1e-4)
    #expect(found.noise > 0.00005 && found.noise < 0.0002)
    #expect(found.ringShare > 0.99)
  }

  @Test func outliersInTheBorderAreTolerated() throws {
    var random = RandomStream(seed: 5)
    let cloud = Scene.cloud(height: 96, width: 96) { ray in
      ray.x < -0.16 || random.uniform() < 0.1 ? 0.3 + 0.1 * random.uniform() : 0.5 / (ray.z + 0.1 * ray.x)
    }
    let plane = BackgroundPlane.detect(in: cloud)
    let found = try #require(plane)
    #expect(abs(found.plane.height(of: SIMD3(0, 0, 0.5))) < 1e-4)
    let again = BackgroundPlane.detect(in: cloud)
    #expect(again == plane)
  }

  @Test func noPlaneIsFoundWhereThePartFillsTheFrame() {
    let ball = Scene.cloud(height: 64, width: 64) {
      Scene.sphereDepth($0, center: SIMD3(0, 0, 0.4), radius: 0.1)
    }
    #expect(BackgroundPlane.detect(in: ball) == nil)
    #expect(Foreground(of: ball).mask == ball.isValid)
  }

  @Test func aPlaneInFrontOfTheRestIsNoBackground() {
    let pocket = Scene.cloud(height: 64, width: 64) { abs($0.x) < 0.1 && abs($0.y) < 0.1 ? 0.52 : 0.5 }
    #expect(BackgroundPlane.detect(in: pocket) == nil)
  }

  @Test func thePartIsWhatStandsAboveTheTable() {
    let cloud = Scene.sphereOnTable()
    let foreground = Foreground(of: cloud)
    let heights = foreground.heights(of: cloud)
    #expect(foreground.background != nil)
    for pixel in 0..<cloud.pixelCount where abs(heights[flat: pixel] - 0.005) > 0.0005 {
      #expect(foreground.mask[pixel] == (heights[flat: pixel] > 0.005), "pixel \(pixel)")
    }
    #expect(foreground.mask.count { $0 } > 1000)
  }

  @Test func holesAndMissingPointsInsideBelongToThePart() {
    let whole = Scene.sphereOnTable()
    let center = 48 * 96 + 48
    let bored = Scene.cloud(height: 96, width: 96) { ray in
      if abs(ray.x) < 0.01 && abs(ray.y) < 0.01 { return 0.5 / (ray.z + 0.1 * ray.x) }  // the table shows
      if abs(ray.x - 0.03) < 0.01 && abs(ray.y) < 0.01 { return nil }
      let table = 0.5 / (ray.z + 0.1 * ray.x)
      return Scene.sphereDepth(ray, center: SIMD3(0.005, 0, 0.51), radius: 0.04).map { min($0, table) }
        ?? table
    }
    let mask = Foreground(of: bored).mask
    #expect(mask[center] && mask[center + 7])
    #expect(mask.count { $0 } > Foreground(of: whole).mask.count { $0 } * 98 / 100)
    var options = Foreground.Options()
    options.fillsHoles = false
    #expect(!Foreground(of: bored, options: options).mask[center])
  }

  @Test func specksAreDroppedAndDilationGrows() {
    let speck = Scene.cloud(height: 96, width: 96) { ray in
      if ray.x < -0.17 && abs(ray.y) < 0.005 { return 0.45 }
      let table = 0.5 / (ray.z + 0.1 * ray.x)
      return Scene.sphereDepth(ray, center: SIMD3(0.03, 0, 0.51), radius: 0.03).map { min($0, table) }
        ?? table
    }
    let mask = Foreground(of: speck).mask
    #expect(!mask[48 * 96 + 6])
    var options = Foreground.Options()
    options.dilation = 2
    let grown = Foreground(of: speck, options: options).mask
    for pixel in 0..<96 * 96 {
      let row = pixel / 96
      let column = pixel % 96
      let expected = (max(0, row - 2)...min(95, row + 2)).contains { near in
        (max(0, column - 2)...min(95, column + 2)).contains { mask[near * 96 + $0] }
      }
      #expect(grown[pixel] == expected, "pixel \(pixel)")
    }
  }

  @Test func scaledThresholdsSuitScaledParts() {
    let cloud = Scene.sphereOnTable()
    let tenfold = OrganizedCloud(
      xyz: Tensor(shape: cloud.points.shape, elements: cloud.points.elements.map { 10 * $0 }))
    let mask = Foreground(of: cloud).mask
    let scaled = Foreground(of: tenfold, options: .scaled(by: 10)).mask
    #expect(zip(mask, scaled).count { $0 != $1 } <= 2)
  }

  @Test func awkwardCloudsAreAnswered() {
    for (name, cloud) in Scene.awkward {
      let foreground = Foreground(of: cloud)
      #expect(foreground.mask.count == cloud.pixelCount, "\(name)")
      #expect(foreground.heights(of: cloud).elements.allSatisfy { $0.isFinite }, "\(name)")
      if name == "only a table" { #expect(foreground.mask == cloud.isValid && foreground.background == nil) }
    }
  }
}
