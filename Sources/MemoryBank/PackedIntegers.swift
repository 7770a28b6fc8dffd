/// Integers that begin at a cache line, as the search kernel wants them; zero at first.
///
/// Unchecked, because the compiler cannot see who writes where: tasks write disjoint places, and nobody reads
/// before all have ended.
final class PackedIntegers: @unchecked Sendable {
  /// The first element.
  let start: UnsafeMutablePointer<Int16>

  private let memory: UnsafeMutableRawPointer

  /// Takes memory for `count` zeros.
  init(count: Int) {
    let bytes = max(count, 1) * MemoryLayout<Int16>.stride
    memory = .allocate(byteCount: bytes, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    start = memory.bindMemory(to: Int16.self, capacity: max(count, 1))
  }

  deinit { memory.deallocate() }
}
