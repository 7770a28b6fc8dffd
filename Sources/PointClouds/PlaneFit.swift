import CKernels

/// The least-squares plane of a set of points: through their mean, along the two widest directions.
struct PlaneFit {
  /// The fitted plane.
  let plane: Plane

  /// The root mean square distance of the points from the plane, in metres.
  let residual: Float

  /// Fits a plane, or gives nil when the points do not span one (fewer than three, or in a line).
  init?(_ points: [SIMD3<Float>]) {
    guard points.count >= 3 else { return nil }
    let mean = points.reduce(SIMD3<Double>.zero) { $0 + SIMD3<Double>($1) } / Double(points.count)
    var covariance = [Double](repeating: 0, count: 6)
    for point in points {
      let offset = SIMD3<Double>(point) - mean
      covariance[0] += offset.x * offset.x
      covariance[1] += offset.x * offset.y
      covariance[2] += offset.x * offset.z
      covariance[3] += offset.y * offset.y
      covariance[4] += offset.y * offset.z
      covariance[5] += offset.z * offset.z
    }
    var values = [Float](repeating: 0, count: 3)
    var normal = [Float](repeating: 0, count: 3)
    assay_symmetric_eigen(covariance.map { Float($0 / Double(points.count)) }, 1, 1, &values, &normal)
    guard values[1] > Self.leastFlatness * values[2] else { return nil }
    plane = Plane(normal: SIMD3(normal[0], normal[1], normal[2]), through: SIMD3<Float>(mean))
    residual = max(values[0], 0).squareRoot()
  }

  /// The smallest ratio of the middle to the largest variance at which points do not lie in a line.
  static let leastFlatness: Float = 1e-5
}
