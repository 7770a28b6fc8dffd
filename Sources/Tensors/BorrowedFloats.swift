/// Floats of any value that return to their pool when nobody refers to them any more.
///
/// Unchecked, because the compiler cannot see who writes where: tasks of one pass write disjoint places, and what they wrote
/// is read only when all have ended.
package final class BorrowedFloats: @unchecked Sendable {
  /// The first element, at the start of a cache line.
  package let start: UnsafeMutablePointer<Float>

  private let capacity: Int
  private let shelf: FloatShelf

  init(_ count: Int, from shelf: FloatShelf) {
    (start, capacity) = shelf.take(count)
    self.shelf = shelf
  }

  deinit { shelf.put(start, capacity: capacity) }
}

extension WorkerPool {
  /// Memory for `count` floats of any value.
  package func floats(_ count: Int) -> BorrowedFloats { BorrowedFloats(count, from: shelf) }

  /// Gives back to the system the memory that earlier passes left for later ones.
  package func releaseMemory() { shelf.clear() }
}

extension Tensor {
  /// A tensor whose elements `fill` writes, every one of them.
  package init(shape: [Int], filling fill: (DisjointBuffer) -> Void) {
    let count = shape.reduce(1, *)
    self.init(
      shape: shape,
      elements: [Float](unsafeUninitializedCapacity: count) { buffer, filled in
        fill(DisjointBuffer(UnsafeMutableBufferPointer(rebasing: buffer[..<count])))
        filled = count
      })
  }
}
