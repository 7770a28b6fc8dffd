import Tensors

/// Finds the exact nearest neighbours of points of an organised cloud.
///
/// A window of the grid around a point holds enough points to bound the distance of its k-th neighbour; the
/// boxes of 4 x 4 pixels that come within that bound hold all points that can be nearer. The grid makes this
/// fast, and nothing but the boxes decides what is looked at, so the answer is exact for any cloud, even one
/// whose points are in no order. A point is its own neighbour. Distances are single precision,
/// `(dx² + dy²) + dz²`; of equally far points those with the lowest pixels are taken.
public struct GridNeighbors: Sendable {
  let blocks: PointBlocks
  let planes: PointPlanes
  let spacing: Float

  /// The number of pixels on each side that planes are padded with; windows grow to this and no further.
  static let padding = 40

  /// Prepares a cloud for searches.
  public init(_ cloud: OrganizedCloud) {
    blocks = PointBlocks(cloud)
    planes = PointPlanes(cloud, padding: Self.padding)
    spacing = cloud.spacing ?? 0
  }

  /// The order in which neighbours are listed.
  public enum Order: Sendable {
    /// By distance, then by pixel.
    case byDistance
    /// Whatever order is fastest; the same for every thread count and run.
    case any
  }

  /// The nearest neighbours of points.
  ///
  /// - Parameters:
  ///   - count: The neighbours of each point, itself included, at least 1; fewer when the cloud has fewer.
  ///   - radius: Only points nearer than this, in metres; infinite: all.
  ///   - pixels: The points whose neighbours are wanted; nil: all valid ones, in row-major order.
  ///   - order: How to list them.
  ///   - pool: The threads to use.
  /// - Returns: One row per point asked for.
  public func nearest(
    _ count: Int, within radius: Float = .infinity, to pixels: [Int]? = nil, order: Order = .byDistance,
    on pool: WorkerPool
  ) -> NeighborTable {
    let queries = pixels ?? blocks.validPixels
    let search = NeighborSearch(neighbors: self, count: count, radius: radius, order: order)
    let rows = NeighborRows(queries: queries.count, capacity: search.count)
    search.forEachQuery(queries, on: pool) { query, found in rows.set(query, to: found) }
    return rows.table(for: queries)
  }
}
