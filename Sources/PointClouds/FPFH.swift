import CKernels
import Tensors

/// Fast point feature histograms (Rusu, Blodow, Beetz 2009): how the normals around a point are turned.
///
/// A simplified histogram (SPFH) of a point counts three features of the pairs it makes with its neighbours, in 11
/// bins each, scaled to 100: the angle atan2(w · t, u · t), and the cosines v · t and u · d, where d is the
/// direction between the two points, u the normal of the source, t that of the target, v = d x u and w = u x v.
/// The descriptor is the point's own SPFH plus the mean SPFH of its neighbours, weighted by 1 / squared distance
/// and scaled to 100 per feature. These are the values of Open3D's `compute_fpfh_feature`.
public enum FPFH {
  /// The number of features: 11 bins of three angles.
  public static let featureCount = 33

  /// Which neighbours a descriptor is made of.
  public struct Neighborhood: Sendable, Equatable {
    /// The most neighbours, the point itself included.
    public var count: Int

    /// How far they may be, in metres; infinite: only `count` counts.
    public var radius: Float

    /// The `count` nearest points within `radius`.
    public init(count: Int = 100, radius: Float = .infinity) {
      self.count = count
      self.radius = radius
    }
  }

  /// Describes points of a cloud.
  ///
  /// Neighbours without a normal are left out. Asking for few points saves the time of the others, and of those
  /// that are no neighbours of theirs.
  ///
  /// - Parameters:
  ///   - cloud: The points.
  ///   - normals: Their unit normals, `[height, width, 3]`; a point whose normal is 0 has none.
  ///   - neighborhood: The neighbours that a histogram is made of.
  ///   - pixels: The points to describe; nil: all valid ones, in row-major order.
  ///   - pool: The threads to use.
  /// - Returns: 33 features for each of the points.
  public static func describe(
    _ cloud: OrganizedCloud, normals: Tensor, neighborhood: Neighborhood = Neighborhood(),
    at pixels: [Int]? = nil, on pool: WorkerPool
  ) -> PointDescriptors {
    let neighbors = GridNeighbors(cloud)
    let queries = pixels ?? neighbors.blocks.validPixels
    let search = NeighborSearch(
      neighbors: neighbors, count: neighborhood.count, radius: neighborhood.radius, order: .any)
    let found = NeighborRows(queries: queries.count, capacity: search.count)
    let oriented = orientedPoints(cloud, normals)
    let histograms: PairHistograms
    if pixels == nil {
      histograms = PairHistograms(rowsFor: queries, pixelCount: cloud.pixelCount)
      search.forEachQuery(queries, on: pool) { query, neighbors in
        found.set(query, to: neighbors)
        histograms.fill(query, at: queries[query], neighbors, oriented)
      }
    } else {
      search.forEachQuery(queries, on: pool) { query, neighbors in found.set(query, to: neighbors) }
      let needed = found.union(with: queries.filter { cloud.isValid[$0] }, pixelCount: cloud.pixelCount)
      histograms = PairHistograms(rowsFor: needed, pixelCount: cloud.pixelCount)
      search.forEachQuery(needed, on: pool) { query, neighbors in
        histograms.fill(query, at: needed[query], neighbors, oriented)
      }
    }
    let isValid = queries.map { oriented[8 * $0 + 3] > 0 }
    let values = pool.tensor(shape: [queries.count, featureCount], blockRows: 512) { range, block in
      for query in range where isValid[query] {
        let start = (query - range.lowerBound) * featureCount
        guard let result = block.baseAddress.map({ $0 + start }) else { return }
        histograms.weigh(found.row(query), at: queries[query], into: result)
      }
    }
    return PointDescriptors(pixels: queries, values: values, isValid: isValid)
  }

  /// Eight floats per pixel: the point, whether it has a normal, the normal, 0.
  private static func orientedPoints(_ cloud: OrganizedCloud, _ normals: Tensor) -> [Float] {
    precondition(
      normals.shape == cloud.points.shape,
      "normals of shape \(normals.shape) for points of shape \(cloud.points.shape)")
    var oriented = [Float](repeating: 0, count: 8 * cloud.pixelCount)
    for pixel in 0..<cloud.pixelCount where cloud.isValid[pixel] {
      for axis in 0..<3 {
        oriented[8 * pixel + axis] = cloud.points.elements[3 * pixel + axis]
        oriented[8 * pixel + 4 + axis] = normals.elements[3 * pixel + axis]
      }
      oriented[8 * pixel + 3] = normals.elements[3 * pixel...3 * pixel + 2].contains { $0 != 0 } ? 1 : 0
    }
    return oriented
  }
}
