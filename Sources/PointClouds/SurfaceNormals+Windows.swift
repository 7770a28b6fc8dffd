import CKernels
import Tensors

extension SurfaceNormals {
  /// The neighbours that make up a point's surroundings.
  public struct Window: Sendable, Equatable {
    /// The rows and columns on each side of a pixel that are searched, at least 1.
    public var radius: Int

    /// How far from the point a neighbour may be, in metres, so that surroundings do not reach across edges;
    /// nil: three times the radius in pixels times the cloud's spacing.
    public var reach: Float?

    /// A window of `2 radius + 1` squared pixels.
    public init(radius: Int = 3, reach: Float? = nil) {
      precondition(radius >= 1, "a window of radius \(radius)")
      self.radius = radius
      self.reach = reach
    }
  }

  /// Estimates normals from the points in a window of the grid around each pixel.
  ///
  /// - Parameters:
  ///   - cloud: The points.
  ///   - window: The surroundings of each.
  ///   - pool: The threads to use.
  /// - Returns: Maps of the cloud's size.
  public static func estimate(
    of cloud: OrganizedCloud, window: Window = Window(), on pool: WorkerPool
  ) -> SurfaceNormals {
    assemble(fits(of: cloud, window: window, on: pool), height: cloud.height, width: cloud.width)
  }

  /// The plane fits of all pixels, `[height, LocalFit.rows, padded width]`.
  static func fits(of cloud: OrganizedCloud, window: Window, on pool: WorkerPool) -> Tensor {
    let reach = window.reach ?? 3 * Float(window.radius) * (cloud.spacing ?? 0)
    let planes = PointPlanes(cloud, padding: window.radius)
    return pool.tensor(
      shape: [cloud.height, LocalFit.rows, planes.paddedWidth], blockRows: 4
    ) { rows, block in
      for row in rows {
        let start = (row - rows.lowerBound) * LocalFit.rows * planes.paddedWidth
        guard let fit = block.baseAddress.map({ LocalFit(at: $0 + start, count: planes.paddedWidth) })
        else { return }
        planes.withRow(row) { x, y, z in
          assay_window_covariance(
            x, y, z, planes.stride, planes.paddedWidth, Int32(window.radius), reach * reach,
            fit.counts, fit.means, fit.covariances)
        }
        fit.solve()
      }
    }
  }

  /// Reads local fits, `[height, LocalFit.rows, padded width]`, into one result.
  static func assemble(_ fits: Tensor, height: Int, width: Int) -> SurfaceNormals {
    var shape = LocalShape(height: height, width: width)
    var fits = fits
    let paddedWidth = height > 0 ? fits.shape[2] : 0
    fits.withUnsafeMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      for row in 0..<height {
        let fit = LocalFit(at: base + row * LocalFit.rows * paddedWidth, count: paddedWidth)
        for column in 0..<width { shape.read(fit, column, into: row * width + column) }
      }
    }
    return shape.result
  }
}
