import PointClouds
import Tensors
import Testing

@Suite struct FarthestPointSamplingTests {
  /// The plain loop over all points.
  private func naive(_ cloud: OrganizedCloud, count: Int, start: Int?) -> [Int] {
    let pixels = (0..<cloud.pixelCount).filter { cloud.isValid[$0] }
    let points = pixels.compactMap { cloud.point(at: $0) }
    guard let first = start ?? pixels.first, count > 0 else { return [] }
    var squares = [Float](repeating: .infinity, count: points.count)
    var chosen = [first]
    while chosen.count < min(count, pixels.count) {
      let last = points[pixels.firstIndex(of: chosen[chosen.count - 1]) ?? 0]
      var best = 0
      for index in points.indices {
        let offset = points[index] - last
        squares[index] = min(
          squares[index], (offset.x * offset.x + offset.y * offset.y) + offset.z * offset.z)
        if squares[index] > squares[best] { best = index }
      }
      guard squares[best] > 0 else { break }
      chosen.append(pixels[best])
    }
    return chosen
  }

  @Test func theChoiceIsThatOfThePlainLoop() throws {
    let cloud = Scene.sphereOnTable(height: 75, width: 101, missing: 0.2)
    #expect(FarthestPointSampling.sample(cloud, count: 300) == naive(cloud, count: 300, start: nil))
    let start = try #require((3750...).first { cloud.isValid[$0] })
    #expect(
      FarthestPointSampling.sample(cloud, count: 50, start: start) == naive(cloud, count: 50, start: start))
  }

  @Test func tiesGoToTheLowestPixel() {
    var xyz = Tensor(shape: [40, 40, 3], repeating: 1)
    for pixel in 0..<1600 {
      xyz[flat: 3 * pixel] = Float(pixel % 40) / 64
      xyz[flat: 3 * pixel + 1] = Float(pixel / 40) / 64
    }
    let lattice = OrganizedCloud(xyz: xyz)
    #expect(FarthestPointSampling.sample(lattice, count: 400) == naive(lattice, count: 400, start: nil))
  }

  @Test func awkwardCloudsAreAnswered() {
    for (name, cloud) in Scene.awkward {
      for count in [0, 1, 20, 10_000] {
        #expect(
          FarthestPointSampling.sample(cloud, count: count) == naive(cloud, count: count, start: nil),
          "\(name)")
      }
    }
  }
}
