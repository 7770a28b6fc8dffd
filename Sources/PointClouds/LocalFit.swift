import CKernels

/// The plane fits of a run of points, as rows of floats in memory that the caller owns.
///
/// Not sendable: a view that lives inside one task.
struct LocalFit {
  /// The rows a fit takes: count, mean, covariance, eigenvalues, normal.
  static let rows = 1 + 3 + 6 + 3 + 3

  let counts: UnsafeMutablePointer<Float>
  let means: UnsafeMutablePointer<Float>
  let covariances: UnsafeMutablePointer<Float>
  let values: UnsafeMutablePointer<Float>
  let normals: UnsafeMutablePointer<Float>
  let count: Int

  /// A view of `rows * count` floats.
  init(at start: UnsafeMutablePointer<Float>, count: Int) {
    counts = start
    means = start + count
    covariances = start + 4 * count
    values = start + 10 * count
    normals = start + 13 * count
    self.count = count
  }

  /// Fills in eigenvalues and normals from the covariances.
  func solve() {
    assay_symmetric_eigen(covariances, count, count, values, normals)
  }

  /// Element `row` of column `column` of one of the groups of rows.
  func vector(_ group: UnsafeMutablePointer<Float>, _ column: Int) -> SIMD3<Float> {
    SIMD3(group[column], group[count + column], group[2 * count + column])
  }
}
