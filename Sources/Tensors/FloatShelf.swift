import Synchronization

/// Memory for floats that is used again and again.
///
/// What one pass gives back the next one gets. So passes that repeat, as in training, do not ask the system for fresh pages
/// each time, which takes as long as filling them.
final class FloatShelf: Sendable {
  /// Memory that nobody uses; unchecked, because it has no owner but the shelf.
  private struct Block: @unchecked Sendable {
    let start: UnsafeMutablePointer<Float>
    let capacity: Int
  }

  private let free = Mutex<[Block]>([])

  deinit { clear() }

  /// Memory for at least `count` floats of any value, from the start of a cache line.
  func take(_ count: Int) -> (start: UnsafeMutablePointer<Float>, capacity: Int) {
    let capacity = Self.capacity(for: count)
    let found = free.withLock { blocks -> Block? in
      let fitting = blocks.indices.filter { (capacity...2 * capacity).contains(blocks[$0].capacity) }
      guard let best = fitting.min(by: { blocks[$0].capacity < blocks[$1].capacity }) else { return nil }
      blocks.swapAt(best, blocks.count - 1)
      return blocks.removeLast()
    }
    if let found { return (found.start, found.capacity) }
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: capacity * MemoryLayout<Float>.stride, alignment: 64)
    return (memory.bindMemory(to: Float.self, capacity: capacity), capacity)
  }

  /// Takes memory back.
  func put(_ start: UnsafeMutablePointer<Float>, capacity: Int) {
    let block = Block(start: start, capacity: capacity)
    free.withLock { $0.append(block) }
  }

  /// Gives the system what nobody uses.
  func clear() {
    let blocks = free.withLock { blocks in
      defer { blocks = [] }
      return blocks
    }
    for block in blocks { block.start.deallocate() }
  }

  /// Sizes in steps of an eighth of a power of two, so that samples of nearly the same size share memory.
  private static func capacity(for count: Int) -> Int {
    var step = 128
    while 16 * step < count { step *= 2 }
    return max(1, (count + step - 1) / step) * step
  }
}
