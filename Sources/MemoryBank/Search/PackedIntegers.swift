import Foundation

/// Integers that begin at a cache line, as the search kernels want them; zero at first.
///
/// Unchecked, because the compiler cannot see who writes where: tasks write disjoint places, and nobody reads
/// before all have ended.
final class PackedIntegers<Element: FixedWidthInteger & BitwiseCopyable>: @unchecked Sendable {
  /// The size of a large page on most processors; where it is another, nothing is gained or lost.
  private static var largePage: Int { 2 << 20 }

  /// The first integer.
  let start: UnsafeMutablePointer<Element>

  /// Takes memory for `count` zeros.
  init(count: Int) {
    let bytes = max(count, 1) * MemoryLayout<Element>.stride
    let isLarge = bytes >= Self.largePage
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: isLarge ? Self.largePage : 64)
    // Read from beginning to end for every block of queries; small pages would have to be looked up again and again.
    if isLarge { madvise(memory, bytes, Int32(MADV_HUGEPAGE)) }
    start = memory.initializeMemory(as: Element.self, repeating: 0, count: max(count, 1))
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}
