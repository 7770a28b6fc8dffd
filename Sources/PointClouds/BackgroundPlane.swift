import Tensors

/// The plane that a part lies on, found in the border of the frame.
public struct BackgroundPlane: Sendable, Equatable {
  /// Where the plane is.
  public let plane: Plane

  /// The spread of the background about the plane in metres: 1.4826 times the median distance of its points,
  /// which is the standard deviation when the noise is normal.
  public let noise: Float

  /// The share of the border's valid points that lie on the plane, 0...1.
  public let ringShare: Float

  /// How the plane is searched for.
  ///
  /// Lengths are metres and suit parts of some centimetres.
  public struct Options: Sendable, Equatable {
    /// The rows and columns at each edge that make up the border.
    public var ringWidth = 10

    /// How far from the plane a point may be that counts as on it, in metres.
    public var inlierDistance: Float = 0.004

    /// The share of the border's valid points that the plane must explain.
    public var leastShare: Float = 0.6

    /// The valid points that the border must have.
    public var leastCount = 30

    /// The planes through three random points that are tried.
    public var trials = 400

    /// The seed of the random draws.
    public var seed: UInt64 = 0

    /// The usual values.
    public init() {}
  }

  /// Finds the plane, or gives nil when no plane explains most of the border.
  ///
  /// Random sample consensus (Fischler & Bolles 1981) over planes through three points of the border, scored by
  /// the truncated squared distance (Torr & Zisserman 2000), then least squares on the inliers. A plane with
  /// more of the frame behind it than in front is no background: nil.
  ///
  /// - Parameters:
  ///   - cloud: The frame.
  ///   - options: How to search.
  /// - Returns: The plane, or nil; the same for the same seed.
  public static func detect(in cloud: OrganizedCloud, options: Options = Options()) -> BackgroundPlane? {
    let ring = cloud.ringPoints(width: options.ringWidth)
    guard ring.count >= max(3, options.leastCount) else { return nil }
    var random = RandomStream(seed: options.seed).stream("background plane")
    guard let rough = consensus(of: thinned(ring), options: options, random: &random),
      let plane = refined(rough, on: ring, distance: options.inlierDistance)
    else { return nil }
    let distances = ring.map { abs(plane.height(of: $0)) }.filter { $0 <= options.inlierDistance }.sorted()
    let share = Float(distances.count) / Float(ring.count)
    guard share >= options.leastShare, isBehind(cloud, plane, options.inlierDistance) else { return nil }
    return BackgroundPlane(plane: plane, noise: 1.4826 * distances[distances.count / 2], ringShare: share)
  }

  /// At most some thousand points, evenly strided: enough to rank planes by.
  private static func thinned(_ points: [SIMD3<Float>]) -> [SIMD3<Float>] {
    let stride = (points.count + 2047) / 2048
    return Swift.stride(from: 0, to: points.count, by: stride).map { points[$0] }
  }

  /// The plane through three of the points with the lowest truncated squared distance; the first one on a tie.
  private static func consensus(
    of points: [SIMD3<Float>], options: Options, random: inout RandomStream
  ) -> Plane? {
    var best: (plane: Plane, cost: Float)?
    for _ in 0..<options.trials {
      let first = points[random.index(below: points.count)]
      let second = points[random.index(below: points.count)]
      let third = points[random.index(below: points.count)]
      guard let plane = Plane(through: first, second, third) else { continue }
      let cost = truncatedCost(of: plane, points, limit: options.inlierDistance * options.inlierDistance)
      if cost < best?.cost ?? .infinity { best = (plane, cost) }
    }
    return best?.plane
  }

  private static func truncatedCost(of plane: Plane, _ points: [SIMD3<Float>], limit: Float) -> Float {
    var cost: Float = 0
    for point in points {
      let height = plane.height(of: point)
      cost += min(height * height, limit)
    }
    return cost
  }

  /// Least squares on the inliers, three times, because each fit changes who they are.
  private static func refined(_ rough: Plane, on points: [SIMD3<Float>], distance: Float) -> Plane? {
    var plane = rough
    for _ in 0..<3 {
      let inliers = points.filter { abs(plane.height(of: $0)) <= distance }
      guard let fit = PlaneFit(inliers) else { return nil }
      plane = fit.plane
    }
    return plane
  }

  /// Whether no more points lie behind the plane than in front of it.
  private static func isBehind(_ cloud: OrganizedCloud, _ plane: Plane, _ distance: Float) -> Bool {
    var balance = 0
    for pixel in 0..<cloud.pixelCount {
      guard let point = cloud.point(at: pixel) else { continue }
      let height = plane.height(of: point)
      if height > distance { balance += 1 } else if height < -distance { balance -= 1 }
    }
    return balance >= 0
  }
}

extension Plane {
  /// The plane through three points, or nil when they lie in a line.
  fileprivate init?(through first: SIMD3<Float>, _ second: SIMD3<Float>, _ third: SIMD3<Float>) {
    let a = second - first
    let b = third - first
    let cross = SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
    let squaredLength = (cross * cross).sum()
    guard squaredLength > 1e-6 * (a * a).sum() * (b * b).sum() else { return nil }
    self.init(normal: cross / squaredLength.squareRoot(), through: first)
  }
}

extension OrganizedCloud {
  /// The valid points of the outermost `width` rows and columns, in row-major order.
  func ringPoints(width ring: Int) -> [SIMD3<Float>] {
    let inner = ring..<max(ring, width - ring)
    var points: [SIMD3<Float>] = []
    for row in 0..<height {
      let isWholeRow = row < ring || row >= height - ring
      for column in 0..<width where isWholeRow || !inner.contains(column) {
        if let point = point(at: row * width + column) { points.append(point) }
      }
    }
    return points
  }
}
