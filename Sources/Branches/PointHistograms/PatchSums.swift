import Tensors

/// Sums of per-pixel values over the patches of a grid.
struct PatchSums {
  /// How many pixels were added to each patch.
  private(set) var counts: [Int]

  /// The sums of their values, `[patches, width]`.
  private var sums: [Float]

  private let grid: PatchGrid
  private let width: Int

  /// No pixels yet, for `width` values per pixel.
  init(grid: PatchGrid, width: Int) {
    self.grid = grid
    self.width = width
    counts = [Int](repeating: 0, count: grid.patchCount)
    sums = [Float](repeating: 0, count: grid.patchCount * width)
  }

  /// Adds the values of one pixel.
  mutating func add(_ values: some Sequence<Float>, at pixel: Int) {
    let patch = grid.patch(ofPixel: pixel)
    counts[patch] += 1
    for (column, value) in values.enumerated() { sums[patch * width + column] += value }
  }

  /// The mean values of a patch; zeros for a patch without pixels.
  func mean(of patch: Int) -> [Float] {
    let scale = 1 / Float(max(counts[patch], 1))
    return sums[patch * width..<(patch + 1) * width].map { $0 * scale }
  }
}
