/// How much each row, or column, of pixels counts for each row, or column, of patches.
///
/// As published for Point-MAE features (arXiv 2303.00601): means over 3 x 3 pixels without padding, which leaves two
/// pixels fewer, and then an adaptive mean to the grid. Both are separable, so one table per axis is all.
struct CellPooling: Sendable {
  /// The first pixel that counts for a patch, and the weights from there on; they add up to 1.
  struct Window: Sendable {
    let start: Int
    let weights: [Float]

    /// The pixels that count.
    var pixels: Range<Int> { start..<start + weights.count }
  }

  let windows: [Window]

  /// - Parameters:
  ///   - pixels: The pixels along the axis, at least 3.
  ///   - patches: The patches along the axis.
  init(pixels: Int, patches: Int) {
    let means = max(pixels - 2, 1)
    windows = (0..<patches).map { patch in
      let start = patch * means / patches
      let end = ((patch + 1) * means + patches - 1) / patches
      let share = 1 / Float(3 * (end - start))
      var weights = [Float](repeating: 0, count: min(end + 2, pixels) - start)
      for mean in 0..<end - start {
        for pixel in mean..<min(mean + 3, weights.count) { weights[pixel] += share }
      }
      return Window(start: start, weights: weights)
    }
  }
}
