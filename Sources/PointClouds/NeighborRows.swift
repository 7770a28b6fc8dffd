/// The rows of a `NeighborTable` while tasks fill them in.
struct NeighborRows: Sendable {
  let capacity: Int
  let counts: SharedMemory<Int32>
  let pixels: SharedMemory<Int32>
  let squaredDistances: SharedMemory<Float>

  init(queries: Int, capacity: Int) {
    self.capacity = capacity
    counts = SharedMemory(count: queries, repeating: 0)
    pixels = SharedMemory(count: queries * capacity, repeating: -1)
    squaredDistances = SharedMemory(count: queries * capacity, repeating: 0)
  }

  /// Writes the neighbours of one query.
  func set(_ query: Int, to found: FoundNeighbors) {
    counts.start[query] = Int32(found.count)
    (pixels.start + query * capacity).update(from: found.pixels, count: found.count)
    (squaredDistances.start + query * capacity).update(from: found.squaredDistances, count: found.count)
  }

  /// The neighbours of one query, in memory that lives as long as these rows.
  func row(_ query: Int) -> FoundNeighbors {
    FoundNeighbors(
      count: Int(counts.start[query]), pixels: pixels.start + query * capacity,
      squaredDistances: squaredDistances.start + query * capacity)
  }

  /// The given pixels and all neighbours in these rows, ascending.
  func union(with queries: [Int], pixelCount: Int) -> [Int] {
    var isNeeded = [Bool](repeating: false, count: pixelCount)
    for pixel in queries { isNeeded[pixel] = true }
    for query in 0..<counts.count {
      let neighbors = row(query)
      for index in 0..<neighbors.count { isNeeded[Int(neighbors.pixels[index])] = true }
    }
    return isNeeded.indices.filter { isNeeded[$0] }
  }

  func table(for queries: [Int]) -> NeighborTable {
    NeighborTable(
      queries: queries, capacity: capacity, counts: counts.array, pixels: pixels.array,
      squaredDistances: squaredDistances.array)
  }
}
