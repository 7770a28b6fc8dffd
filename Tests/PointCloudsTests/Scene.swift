import PointClouds
import Tensors

/// Frames made for tests: what a pinhole camera sees of simple shapes.
enum Scene {
  /// A sphere of 40 mm radius, its centre 10 mm below a tilted table 0.5 m away, with noise and missing points.
  static func sphereOnTable(
    height: Int = 96, width: Int = 96, noise: Float = 0.0001, missing: Float = 0, seed: UInt64 = 1
  ) -> OrganizedCloud {
    var random = RandomStream(seed: seed)
    return cloud(height: height, width: width) { ray in
      let jitter = noise * random.normal()
      if random.uniform() < missing { return nil }
      let table = (0.5 + jitter) / (ray.z + 0.1 * ray.x)
      return (sphereDepth(ray, center: SIMD3(0.005, 0, 0.51), radius: 0.04).map { min($0 + jitter, table) })
        ?? table
    }
  }

  /// Points at the distances along each pixel's ray that `distance` gives, in metres.
  static func cloud(
    height: Int, width: Int, _ distance: (SIMD3<Float>) -> Float?
  ) -> OrganizedCloud {
    var xyz = Tensor(shape: [height, width, 3], repeating: .nan)
    let focal = 2.5 * Float(max(height, width))
    for row in 0..<height {
      for column in 0..<width {
        let ray = SIMD3(
          (Float(column) + 0.5 - Float(width) / 2) / focal, (Float(row) + 0.5 - Float(height) / 2) / focal, 1)
        guard let distance = distance(ray) else { continue }
        for axis in 0..<3 { xyz[row, column, axis] = ray[axis] * distance }
      }
    }
    return OrganizedCloud(xyz: xyz)
  }

  /// The distance along a ray to the near side of a sphere, or nil when the ray misses it.
  static func sphereDepth(_ ray: SIMD3<Float>, center: SIMD3<Float>, radius: Float) -> Float? {
    let squared = (ray * ray).sum()
    let along = (ray * center).sum() / squared
    let discriminant = along * along - ((center * center).sum() - radius * radius) / squared
    return discriminant < 0 ? nil : along - discriminant.squareRoot()
  }

  /// Frames that nothing may stumble over: all invalid, one point, a line, one pixel, points in disorder.
  static var awkward: [(name: String, cloud: OrganizedCloud)] {
    let plain = sphereOnTable(height: 24, width: 31)
    var order = Array(0..<plain.pixelCount)
    var random = RandomStream(seed: 3)
    order.shuffle(using: &random)
    let shuffled = Tensor(
      shape: [24, 31, 3],
      elements: order.flatMap { pixel in (0..<3).map { plain.points[flat: 3 * pixel + $0] } })
    func table(where isSeen: (SIMD3<Float>) -> Bool) -> OrganizedCloud {
      cloud(height: 24, width: 31) { isSeen($0) ? 0.5 / ($0.z + 0.1 * $0.x) : nil }
    }
    return [
      ("all invalid", cloud(height: 24, width: 31) { _ in nil }),
      ("one point", plain.masked(by: (0..<744).map { $0 == 400 })),
      ("a line", table { abs($0.y - 0.0065) < 0.005 }),
      ("one pixel", OrganizedCloud(xyz: Tensor(shape: [1, 1, 3], elements: [0.1, 0.2, 0.3]))),
      ("no pixel", OrganizedCloud(xyz: Tensor(shape: [0, 0, 3], elements: []))),
      ("one place", OrganizedCloud(xyz: Tensor(shape: [24, 31, 3], repeating: 0.25))),
      ("only a table", table { _ in true }),
      ("shuffled", OrganizedCloud(xyz: shuffled)),
      ("large values", OrganizedCloud(xyz: Tensor(shape: [24, 31, 3], repeating: 99))),
    ]
  }
}
