/// Floats that begin at a cache line, as the kernels want them; zero at first.
///
/// Unchecked, because the compiler cannot see who writes where: packed weights and rows are written before anybody else
/// sees them, and the tasks of one layer write disjoint places that are read only when all have ended.
package final class AlignedFloats: @unchecked Sendable {
  /// The first element.
  package let start: UnsafeMutablePointer<Float>

  /// The number of elements.
  package let count: Int

  private let memory: UnsafeMutableRawPointer

  /// Takes memory for `count` zeros.
  package init(count: Int) {
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    memory = .allocate(byteCount: bytes, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    start = memory.bindMemory(to: Float.self, capacity: max(count, 1))
    self.count = count
  }

  /// A copy of an array.
  package convenience init(_ values: [Float]) {
    self.init(count: values.count)
    for (index, value) in values.enumerated() { start[index] = value }
  }

  /// A copy as an array.
  package var elements: [Float] { Array(UnsafeBufferPointer(start: start, count: count)) }

  deinit { memory.deallocate() }
}
