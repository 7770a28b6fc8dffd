import CKernels

/// The simplified histograms of some points of a cloud, while they are filled in and read.
struct PairHistograms: Sendable {
  private static let stride = Int(ASSAY_HISTOGRAM_STRIDE)
  private let rows: [Int32]
  private let values: SharedMemory<Float>

  /// Makes room.
  ///
  /// - Parameters:
  ///   - pixels: The points that have a histogram.
  ///   - pixelCount: The pixels of the cloud.
  init(rowsFor pixels: [Int], pixelCount: Int) {
    var rows = [Int32](repeating: -1, count: pixelCount)
    for (row, pixel) in pixels.enumerated() { rows[pixel] = Int32(row) }
    self.rows = rows
    values = SharedMemory(count: pixels.count * Self.stride, repeating: 0)
  }

  /// Counts the pairs of one point with its neighbours.
  func fill(_ row: Int, at pixel: Int, _ neighbors: FoundNeighbors, _ oriented: [Float]) {
    guard oriented[8 * pixel + 3] > 0 else { return }
    assay_pair_histogram(
      oriented, Int32(pixel), neighbors.pixels, neighbors.count, values.start + row * Self.stride)
  }

  /// Writes the descriptor of one point, 33 floats.
  func weigh(_ neighbors: FoundNeighbors, at pixel: Int, into result: UnsafeMutablePointer<Float>) {
    assay_weighted_histogram(
      values.start, rows, Int32(pixel), neighbors.pixels, neighbors.squaredDistances, neighbors.count, result)
  }
}
