/// Zeroed memory that several tasks write at different places.
///
/// Unchecked, because the compiler cannot see that places differ; each row belongs to one point, and each
/// point to one task.
final class SharedMemory<Element: BitwiseCopyable>: @unchecked Sendable {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(count: Int, repeating value: Element) {
    start = .allocate(capacity: max(count, 1))
    start.initialize(repeating: value, count: max(count, 1))
    self.count = count
  }

  deinit { start.deallocate() }

  /// A copy of the memory.
  var array: [Element] { Array(UnsafeBufferPointer(start: start, count: count)) }
}
