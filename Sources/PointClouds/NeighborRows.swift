/// The rows of a `NeighborTable` while tasks fill them in.
///
/// Unchecked, because the compiler cannot see that each row is written by one task; every query has its own.
final class NeighborRows: @unchecked Sendable {
  private let capacity: Int
  private let counts: UnsafeMutableBufferPointer<Int32>
  private let pixels: UnsafeMutableBufferPointer<Int32>
  private let squaredDistances: UnsafeMutableBufferPointer<Float>

  init(queries: Int, capacity: Int) {
    self.capacity = capacity
    counts = .allocate(capacity: queries)
    pixels = .allocate(capacity: queries * capacity)
    squaredDistances = .allocate(capacity: queries * capacity)
    counts.initialize(repeating: 0)
    pixels.initialize(repeating: -1)
    squaredDistances.initialize(repeating: 0)
  }

  deinit {
    counts.deallocate()
    pixels.deallocate()
    squaredDistances.deallocate()
  }

  /// Writes the neighbours of one query.
  func set(_ query: Int, to found: FoundNeighbors) {
    counts[query] = Int32(found.count)
    for index in 0..<found.count {
      pixels[query * capacity + index] = found.pixels[index]
      squaredDistances[query * capacity + index] = found.squaredDistances[index]
    }
  }

  func table(for queries: [Int]) -> NeighborTable {
    NeighborTable(
      queries: queries, capacity: capacity, counts: Array(counts), pixels: Array(pixels),
      squaredDistances: Array(squaredDistances))
  }
}
