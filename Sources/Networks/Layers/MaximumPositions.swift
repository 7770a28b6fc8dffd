import Tensors

/// Rows of running maxima, and where in the input each was found; the first of equal values counts.
///
/// Positions are held as floats, which is exact below 2^24.
struct MaximumPositions {
  let maxima: UnsafeMutablePointer<Float>
  let positions: UnsafeMutablePointer<Float>
  let count: Int

  func start() {
    maxima.update(repeating: -.infinity, count: count)
  }

  /// Raises the maxima to those of `values`, which stand at `position`.
  func raise(to values: UnsafePointer<Float>, at position: Int) {
    let position = Float(position)
    var index = 0
    while index < count {
      let isLarger = values[index] > maxima[index]
      maxima[index] = isLarger ? values[index] : maxima[index]
      positions[index] = isLarger ? position : positions[index]
      index &+= 1
    }
  }
}
