import CKernels
import Tensors

/// How far a small patch of surface stands out from its wider surroundings.
///
/// The height of the mean of an inner window over the mean of an outer one, along the outer one's normal.
/// Bumps, dents, scratches and cracks that are narrower than the outer window show with their sign; the mean of the
/// inner window takes the sensor's noise down, which single points do not. A smooth surface shows its mean
/// curvature, which is the same on every good part.
public struct SurfaceRelief: Sendable, Equatable {
  /// The heights in metres, `[height, width]`: positive towards the sensor; 0 where `isValid` is false.
  public let heights: Tensor

  /// Whether a pixel's point has surroundings that span a plane.
  public let isValid: [Bool]

  /// Measures the relief of a cloud.
  ///
  /// - Parameters:
  ///   - cloud: The points.
  ///   - inner: The window whose height is measured.
  ///   - outer: The window it is measured against, larger than `inner`.
  ///   - pool: The threads to use.
  /// - Returns: Maps of the cloud's size.
  public static func estimate(
    of cloud: OrganizedCloud, inner: SurfaceNormals.Window = .init(radius: 1),
    outer: SurfaceNormals.Window = .init(radius: 5), on pool: WorkerPool
  ) -> SurfaceRelief {
    let near = SurfaceNormals.fits(of: cloud, window: inner, on: pool)
    let wide = SurfaceNormals.fits(of: cloud, window: outer, on: pool)
    let surroundings = SurfaceNormals.assemble(wide, height: cloud.height, width: cloud.width)
    var heights = Tensor(shape: [cloud.height, cloud.width])
    for pixel in 0..<cloud.pixelCount where surroundings.isValid[pixel] {
      let row = pixel / cloud.width
      let column = pixel % cloud.width
      for axis in 0..<3 {
        let offset = near[row, 1 + axis, column] - wide[row, 1 + axis, column]
        heights[flat: pixel] += surroundings.normals[flat: 3 * pixel + axis] * offset
      }
    }
    return SurfaceRelief(heights: heights, isValid: surroundings.isValid)
  }
}
