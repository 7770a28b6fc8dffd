/// Uninitialised floats that tasks write at disjoint places.
///
/// Unchecked, because the compiler cannot see that the places do not overlap: every task writes only the part
/// that its own index selects, and a part is read only after the tasks that write it have ended.
final class LaneStorage: @unchecked Sendable {
  /// The first element.
  let start: UnsafeMutablePointer<Float>

  /// Takes memory for `count` elements.
  init(count: Int) {
    start = .allocate(capacity: max(count, 1))
  }

  deinit { start.deallocate() }
}
