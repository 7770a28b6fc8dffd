import PointClouds
import Tensors

/// How curved the surface is within each patch: mean, mean magnitude and largest magnitude of the mean curvature.
///
/// Curvatures are brought to the size of the window that they were taken from, so that they are slopes without
/// unit, and neither the unit of length nor the pose of the part matters. The square root of the magnitude, with the
/// value's sign, is given: sharp edges must not outshine everything else.
struct PatchCurvature {
  /// The values for each patch.
  static let featureCount = 3

  /// A slope that counts as sharp as can be, so that a single point far off does not decide a patch.
  private static let sharpest: Float = 2

  /// The pixels of each patch that have a normal.
  var counts: [Int] { sums.counts }

  private var sums: PatchSums
  private var largest: [Float]

  /// Gathers the curvature of all patches.
  ///
  /// - Parameters:
  ///   - normals: The local shape of the part.
  ///   - windowSize: Half the width of the window that it was taken from, in metres.
  ///   - grid: The patches.
  init(of normals: SurfaceNormals, windowSize: Float, grid: PatchGrid) {
    sums = PatchSums(grid: grid, width: 2)
    largest = [Float](repeating: 0, count: grid.patchCount)
    for pixel in 0..<grid.pixelCount where normals.isValid[pixel] {
      let slope = normals.meanCurvature[flat: pixel] * windowSize
      let curvature = min(max(slope, -Self.sharpest), Self.sharpest)
      sums.add([curvature, abs(curvature)], at: pixel)
      let patch = grid.patch(ofPixel: pixel)
      largest[patch] = max(largest[patch], abs(curvature))
    }
  }

  /// The features of a patch.
  func features(of patch: Int) -> [Float] {
    (sums.mean(of: patch) + [largest[patch]]).map { $0 < 0 ? -(-$0).squareRoot() : $0.squareRoot() }
  }
}
