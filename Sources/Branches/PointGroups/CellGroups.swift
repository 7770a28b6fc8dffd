import Networks
import PointClouds
import Tensors

/// Groups of points around the centres of a part's patches, for the compact point encoder.
///
/// Coordinates are those in the frame of the centre, divided by the group's reach, which is a length in metres: a scratch
/// looks the same on any part. A group with fewer points than asked for repeats its first; the maximum over
/// members does not see that.
public struct CellGroups: Sendable {
  /// The patches that have a group, ascending.
  public let patches: [Int]

  /// Their groups.
  public let groups: PointGroups

  /// Gathers the groups of a part.
  ///
  /// - Parameters:
  ///   - view: The part.
  ///   - configuration: The sizes.
  ///   - pool: The threads to use.
  public init(of view: PartView, configuration: PointEncoderConfiguration, on pool: WorkerPool) {
    let cloud = view.cloud.masked(by: view.foreground)
    let centers = CellCenters.pixels(of: cloud, grid: view.grid)
    patches = centers.indices.filter { centers[$0] != nil }
    let pixels = centers.compactMap { $0 }
    let source = GroupSource(
      cloud: cloud, normals: SurfaceNormals.estimate(of: cloud, on: pool),
      neighbors: GridNeighbors(cloud).nearest(
        configuration.memberCount, within: configuration.reach, to: pixels, order: .any, on: pool),
      configuration: configuration)
    let width = configuration.memberCount * PointEncoderConfiguration.pointFeatureCount
    let members = pool.tensor(shape: [pixels.count, width], blockRows: 16) { groups, block in
      for (place, group) in groups.enumerated() {
        source.write(
          group, to: UnsafeMutableBufferPointer(rebasing: block[place * width..<(place + 1) * width]))
      }
    }
    groups = PointGroups(
      members: members.reshaped(
        to: [
          pixels.count * configuration.memberCount, PointEncoderConfiguration.pointFeatureCount,
        ]),
      positions: Self.positions(of: PointSet(cloud, at: pixels), extent: configuration.extent))
  }

  /// The centres relative to their mean, divided by `extent`, `[groups, 3]`.
  private static func positions(of centers: PointSet, extent: Float) -> Tensor {
    let sum = (0..<centers.count).reduce(SIMD3<Double>()) { $0 + SIMD3<Double>(centers.point($1)) }
    let mean = SIMD3<Float>(sum / Double(max(centers.count, 1)))
    let positions = (0..<centers.count).flatMap { index in
      let position = (centers.point(index) - mean) / extent
      return [position.x, position.y, position.z]
    }
    return Tensor(shape: [centers.count, 3], elements: positions)
  }
}

/// What the numbers of a group are made from.
private struct GroupSource: Sendable {
  let cloud: OrganizedCloud
  let normals: SurfaceNormals
  let neighbors: NeighborTable
  let configuration: PointEncoderConfiguration

  /// Writes `[members, 6]`.
  func write(_ group: Int, to block: UnsafeMutableBufferPointer<Float>) {
    let found = neighbors.neighbors(of: group)
    let pixel = neighbors.queries[group]
    let frame = LocalFrame(normal: normal(pixel))
    let center = cloud.point(at: pixel) ?? .zero
    for member in 0..<configuration.memberCount {
      let neighbor =
        member < found.count ? Int(found[found.startIndex + member]) : Int(found.first ?? Int32(pixel))
      let point = frame.components(of: (cloud.point(at: neighbor) ?? center) - center) / configuration.reach
      let normal = frame.components(of: normal(neighbor))
      for axis in 0..<3 {
        block[6 * member + axis] = point[axis]
        block[6 * member + 3 + axis] = normal[axis]
      }
    }
  }

  /// The normal at a pixel; towards the sensor where there is none.
  private func normal(_ pixel: Int) -> SIMD3<Float> {
    guard normals.isValid[pixel] else { return SIMD3(0, 0, -1) }
    let start = 3 * pixel
    return SIMD3(
      normals.normals[flat: start], normals.normals[flat: start + 1], normals.normals[flat: start + 2])
  }
}
