import CKernels

/// A way to measure the squared distances of one query to rows.
protocol RowDistances {
  /// Whether the bounds of a measured distance are the distance itself.
  static var areExact: Bool { get }

  /// Measures the first rows of some, at most `groupRows` side by side; those that follow are fetched in the meantime.
  func measure(_ rows: ArraySlice<Int32>) -> MeasuredDistances
}

extension RowDistances {
  /// The rows that are measured side by side.
  static var groupRows: Int { Int(ASSAY_DISTANCE_ROWS) }
}

/// Bounds on the squared distances of `RowDistances.groupRows` rows, as `assay_squared_distance` computes them.
struct MeasuredDistances {
  /// No distance is smaller.
  var least = SIMD4<Float>()

  /// No distance is larger.
  var most = SIMD4<Float>()
}
