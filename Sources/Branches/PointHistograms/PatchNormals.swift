import PointClouds
import Tensors

/// Which way the surface of each patch faces, and how rough it is: what decides how light falls on it.
///
/// The mean of the unit normals, in the camera's frame, and the root of the mean surface variation. Unlike histograms these
/// values change when the part is turned, so memory banks leave them out and adaptors, which learn what follows from what, take
/// them.
struct PatchNormals {
  /// The values for each patch.
  static let featureCount = 4

  private var sums: PatchSums

  /// Gathers the normals of all patches.
  init(of normals: SurfaceNormals, grid: PatchGrid) {
    sums = PatchSums(grid: grid, width: Self.featureCount)
    let values = normals.normals
    for pixel in 0..<grid.pixelCount where normals.isValid[pixel] {
      let roughness = normals.variation[flat: pixel].squareRoot()
      sums.add(
        [values[flat: 3 * pixel], values[flat: 3 * pixel + 1], values[flat: 3 * pixel + 2], roughness],
        at: pixel)
    }
  }

  /// The features of a patch; zeros without normals.
  func features(of patch: Int) -> [Float] { sums.mean(of: patch) }
}
