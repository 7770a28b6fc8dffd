import CKernels

/// The points among which the neighbours of a block's points are.
struct CandidatePoints {
  private var x: [Float] = []
  private var y: [Float] = []
  private var z: [Float] = []
  private var pixels: [Int32] = []
  private var scratch: [Float] = []

  mutating func removeAll() {
    x.removeAll(keepingCapacity: true)
    y.removeAll(keepingCapacity: true)
    z.removeAll(keepingCapacity: true)
    pixels.removeAll(keepingCapacity: true)
  }

  mutating func append(_ blocks: PointBlocks, from start: Int, to end: Int) {
    x.append(contentsOf: blocks.x[start..<end])
    y.append(contentsOf: blocks.y[start..<end])
    z.append(contentsOf: blocks.z[start..<end])
    pixels.append(contentsOf: blocks.pixels[start..<end])
  }

  /// Fills up to whole lanes with places that are near nothing.
  mutating func pad() {
    while pixels.count % 8 != 0 {
      x.append(.nan)
      y.append(.nan)
      z.append(.nan)
      pixels.append(-1)
    }
    if scratch.count < pixels.count { scratch = [Float](repeating: 0, count: pixels.count) }
  }

  /// Writes the nearest candidates and returns how many there are.
  mutating func nearest(
    to point: UnsafePointer<Float>?, _ search: NeighborSearch, guess: Float, into found: inout [Int32],
    _ squaredDistances: inout [Float]
  ) -> Int {
    assay_nearest_points(
      x, y, z, pixels, pixels.count, point, search.count, guess, search.squaredLimit,
      search.order == .byDistance ? 1 : 0, &scratch, &found, &squaredDistances)
  }
}
