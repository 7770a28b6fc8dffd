/// The elements of a tensor, for tasks that write them at disjoint places.
///
/// Unchecked, because the compiler cannot see that places do not overlap; whoever hands out the tasks cuts them so.
/// It must not be used after the call that made it.
package struct DisjointBuffer: @unchecked Sendable {
  private let buffer: UnsafeMutableBufferPointer<Float>

  init(_ buffer: UnsafeMutableBufferPointer<Float>) {
    self.buffer = buffer
  }

  /// The elements of one task.
  package func slice(_ range: Range<Int>) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(rebasing: buffer[range])
  }

  /// The first element; nil when there may be none.
  package var baseAddress: UnsafeMutablePointer<Float>? { buffer.baseAddress }
}

extension Tensor {
  /// Calls `body` with the elements for tasks that write them at disjoint places.
  package mutating func withDisjointElements(_ body: (DisjointBuffer) -> Void) {
    withUnsafeMutableElements { body(DisjointBuffer($0)) }
  }
}
