import CKernels
import Tensors

extension SurfaceNormals {
  /// Estimates normals from the nearest points, whatever their places in the grid.
  ///
  /// Slower than windows of the grid; the same neighbours as Open3D's `KDTreeSearchParamKNN` and, with a radius,
  /// `KDTreeSearchParamHybrid`.
  ///
  /// - Parameters:
  ///   - cloud: The points.
  ///   - count: The points that a plane is fitted to, the point itself included.
  ///   - radius: How far they may be, in metres; infinite: only `count` counts.
  ///   - pool: The threads to use.
  /// - Returns: Maps of the cloud's size.
  public static func estimate(
    of cloud: OrganizedCloud, neighborCount count: Int, radius: Float = .infinity, on pool: WorkerPool
  ) -> SurfaceNormals {
    let neighbors = GridNeighbors(cloud)
    let queries = neighbors.blocks.validPixels
    let width = max(cloud.width, 1)
    let rowLength = LocalFit.rows * width
    let fits = SharedMemory<Float>(count: cloud.height * rowLength, repeating: 0)
    let search = NeighborSearch(neighbors: neighbors, count: count, radius: radius, order: .any)
    search.forEachQuery(queries, on: pool) { query, found in
      let pixel = queries[query]
      let fit = LocalFit(at: fits.start + pixel / width * rowLength, count: width)
      let column = pixel % width
      fit.counts[column] = Float(found.count)
      assay_list_covariance(
        cloud.points.elements, Int32(pixel), found.pixels, found.count, fit.means + column,
        fit.covariances + column, width)
    }
    pool.forEach(cloud.height) { LocalFit(at: fits.start + $0 * rowLength, count: width).solve() }
    let all = Tensor(shape: [cloud.height, LocalFit.rows, width], elements: fits.array)
    return assemble(all, height: cloud.height, width: cloud.width)
  }
}
