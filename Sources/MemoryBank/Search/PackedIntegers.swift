import Foundation

/// Bytes that begin at a cache line, as the search kernel wants them; zero at first.
///
/// Unchecked, because the compiler cannot see who writes where: tasks write disjoint places, and nobody reads
/// before all have ended.
final class PackedBytes: @unchecked Sendable {
  /// The size of a large page on most processors; where it is another, nothing is gained or lost.
  private static let largePage = 2 << 20

  /// The first byte.
  let start: UnsafeMutablePointer<UInt8>

  /// Takes memory for `count` zeros.
  init(count: Int) {
    let isLarge = count >= Self.largePage
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1), alignment: isLarge ? Self.largePage : 64)
    // Read from beginning to end for every block of queries; small pages would have to be looked up again and again.
    if isLarge { madvise(memory, count, Int32(MADV_HUGEPAGE)) }
    start = memory.initializeMemory(as: UInt8.self, repeating: 0, count: max(count, 1))
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}
