/// Bytes that begin at a cache line, as the search kernel wants them; zero at first.
///
/// Unchecked, because the compiler cannot see who writes where: tasks write disjoint places, and nobody reads
/// before all have ended.
final class PackedBytes: @unchecked Sendable {
  /// The first byte.
  let start: UnsafeMutablePointer<UInt8>

  /// Takes memory for `count` zeros.
  init(count: Int) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1), alignment: 64)
    start = memory.initializeMemory(as: UInt8.self, repeating: 0, count: max(count, 1))
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}
