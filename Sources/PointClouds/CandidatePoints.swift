import CKernels

/// The points among which the neighbours of a block's points are.
struct CandidatePoints: ~Copyable {
  private var x = TaskMemory<Float>(capacity: 1024)
  private var y = TaskMemory<Float>(capacity: 1024)
  private var z = TaskMemory<Float>(capacity: 1024)
  private var pixels = TaskMemory<Int32>(capacity: 1024)
  private var scratch = TaskMemory<Float>(capacity: 1024)
  private var keys: TaskMemory<UInt64>
  private var count = 0

  /// - Parameter wanted: The most neighbours that are asked for.
  init(wanted: Int) {
    keys = TaskMemory(capacity: 2 * wanted)
  }

  mutating func removeAll() { count = 0 }

  /// Adds a run of a cloud's points.
  mutating func append(_ blocks: borrowing BlockAddresses, from start: Int, to end: Int) {
    let added = end - start
    reserve(count + added)
    (x.start + count).update(from: blocks.x + start, count: added)
    (y.start + count).update(from: blocks.y + start, count: added)
    (z.start + count).update(from: blocks.z + start, count: added)
    (pixels.start + count).update(from: blocks.pixels + start, count: added)
    count += added
  }

  /// Fills up to whole lanes with places that are near nothing.
  mutating func pad() {
    reserve(count + 8)
    while count % 8 != 0 {
      x.start[count] = .nan
      y.start[count] = .nan
      z.start[count] = .nan
      pixels.start[count] = -1
      count += 1
    }
  }

  private mutating func reserve(_ needed: Int) {
    x.reserve(needed, keeping: count)
    y.reserve(needed, keeping: count)
    z.reserve(needed, keeping: count)
    pixels.reserve(needed, keeping: count)
    scratch.reserve(needed)
  }

  /// Writes the nearest candidates and returns how many there are.
  func nearest(
    to point: SIMD3<Float>, _ search: borrowing NeighborSearch, guess: Float,
    into found: UnsafeMutablePointer<Int32>, _ squaredDistances: UnsafeMutablePointer<Float>
  ) -> Int {
    withUnsafeBytes(of: point) { bytes in
      assay_nearest_points(
        x.start, y.start, z.start, pixels.start, count, bytes.bindMemory(to: Float.self).baseAddress,
        search.count, guess, search.squaredLimit, scratch.start,
        search.order == .byDistance ? keys.start : nil,
        found, squaredDistances)
    }
  }
}
