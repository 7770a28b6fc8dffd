import Networks
import PointClouds
import Tensors

/// Geometry by the encoder of Point-MAE (Pang 2022), as M3DM uses it (arXiv 2303.00601).
///
/// Group centres are sampled farthest first; each group is the nearest points of its centre, in metres relative to
/// it; the features of groups are spread to pixels by the three nearest centres and averaged over the patches. Pixels
/// without a point count as zero, as published. Points of the background take no part.
public struct PointTransformerBranch: PatchBranch {
  /// The encoder.
  public let network: PointTransformer

  /// The weights of the encoder by their names in the file.
  ///
  /// They are kept as they were read: the encoder packs and composes them, and only the same numbers give the same
  /// bytes again.
  public let tensors: [String: Tensor]

  /// The settings that the weights are for.
  public var metadata: [String: String] { network.architecture.metadata }

  /// Loads an encoder.
  ///
  /// - Parameters:
  ///   - tensors: The weights by their published names.
  ///   - metadata: What the shapes do not tell; see `PointTransformer`.
  ///   - path: The file, for messages.
  /// - Throws: `WeightsError`, which lists what is wrong by name.
  public init(
    tensors: [String: Tensor], metadata: [String: String], path: String
  ) throws(WeightsError) {
    network = try PointTransformer(tensors: tensors, metadata: metadata, path: path)
    self.tensors = tensors.filter { PointTransformer.ownsTensor($0.key) }
  }

  /// The name of this branch.
  public var identifier: String { "point-mae" }

  /// The widths of the taken blocks together.
  public var featureCount: Int { network.architecture.featureCount }

  /// Describes every patch that has a point of the part.
  public func features(of view: PartView, on pool: WorkerPool) -> PatchFeatures {
    let cloud = view.cloud.masked(by: view.foreground)
    let points = PointSet(cloud)
    guard points.count > 0 else {
      return PatchFeatures(
        values: Tensor(shape: [view.grid.patchCount, featureCount]),
        isValid: [Bool](repeating: false, count: view.grid.patchCount))
    }
    let taken = FarthestPoints.sample(network.architecture.groupCount, of: points)
    let centers = PointSet(cloud, at: taken.map { points.pixels[$0] })
    let groups = groups(of: cloud, around: centers, on: pool)
    let features = network.features(of: groups, centers: centers.coordinates, on: pool)
    let mixture = CenterMixture(points: points, centers: centers, grid: view.grid, on: pool)
    return .finite(
      mixture.mix(features, on: pool), isValid: view.shares { cloud.isValid[$0] }.map { $0 > 0 })
  }

  /// The nearest points of each centre relative to it, `[groups, members, 3]`.
  private func groups(of cloud: OrganizedCloud, around centers: PointSet, on pool: WorkerPool) -> Tensor {
    let found = GridNeighbors(cloud).nearest(
      network.architecture.memberCount, to: centers.pixels, order: .any, on: pool)
    let members = found.capacity
    let shape = [centers.count, members, 3]
    return pool.tensor(shape: shape, blockRows: 16) { groups, block in
      for (place, group) in groups.enumerated() {
        let center = centers.point(group)
        for (member, pixel) in found.neighbors(of: group).enumerated() {
          let offset = (cloud.point(at: Int(pixel)) ?? center) - center
          for axis in 0..<3 { block[(place * members + member) * 3 + axis] = offset[axis] }
        }
      }
    }
  }
}
