import Tensors

/// The connected pieces of a set of points of an organised cloud.
struct GridComponents {
  /// The piece of each pixel, named by its lowest pixel; -1 outside the set.
  let labels: [Int32]

  /// Connects points that are near each other both in the grid and in space.
  ///
  /// - Parameters:
  ///   - mask: The points to connect; pixels without a valid point are left out.
  ///   - cloud: Where the points are.
  ///   - linkDistance: The largest distance of two connected points, in metres.
  ///   - linkPixels: The largest difference in rows and in columns of two connected points.
  init(of mask: [Bool], in cloud: OrganizedCloud, linkDistance: Float, linkPixels: Int) {
    precondition(mask.count == cloud.pixelCount, "a mask of \(mask.count) for \(cloud.pixelCount) pixels")
    var sets = DisjointSets(count: cloud.pixelCount)
    let squaredLink = linkDistance * linkDistance
    let isMember = zip(mask, cloud.isValid).map { $0 && $1 }
    let steps = Self.stepsForward(reach: linkPixels)
    cloud.points.withUnsafeElements { coordinates in
      for pixel in isMember.indices where isMember[pixel] {
        let row = pixel / cloud.width
        let column = pixel % cloud.width
        for (down, right) in steps {
          guard row + down < cloud.height, column + right >= 0, column + right < cloud.width else { continue }
          let other = pixel + down * cloud.width + right
          if isMember[other], squaredDistance(coordinates, pixel, other) <= squaredLink {
            sets.join(Int32(pixel), Int32(other))
          }
        }
      }
    }
    labels = isMember.indices.map { isMember[$0] ? sets.root(of: Int32($0)) : -1 }
  }

  /// The pixels of all pieces of at least `leastShare` of the largest one's size; of equal largest pieces all.
  func mask(leastShare: Float) -> [Bool] {
    var sizes = [Int32](repeating: 0, count: labels.count)
    for label in labels where label >= 0 { sizes[Int(label)] += 1 }
    let least = leastShare * Float(sizes.max() ?? 0)
    return labels.map { $0 >= 0 && Float(sizes[Int($0)]) >= least }
  }

  /// The half of the neighbourhood that comes later in row-major order; the other half is seen from there.
  private static func stepsForward(reach: Int) -> [(down: Int, right: Int)] {
    let ahead = (1...max(reach, 1)).map { (down: 0, right: $0) }
    let below = (1...max(reach, 1)).flatMap { down in
      (-max(reach, 1)...max(reach, 1)).map { (down: down, right: $0) }
    }
    return ahead + below
  }
}

/// Sets of numbers that can be joined (Tarjan 1975); a set is named by its lowest member.
private struct DisjointSets {
  private var parents: [Int32]

  init(count: Int) {
    parents = (0..<Int32(count)).map { $0 }
  }

  mutating func root(of member: Int32) -> Int32 {
    var member = member
    while parents[Int(member)] != member {
      parents[Int(member)] = parents[Int(parents[Int(member)])]
      member = parents[Int(member)]
    }
    return member
  }

  mutating func join(_ first: Int32, _ second: Int32) {
    let a = root(of: first)
    let b = root(of: second)
    parents[Int(max(a, b))] = min(a, b)
  }
}
