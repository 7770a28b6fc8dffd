import Synchronization
import Tensors

/// Memory that is kept between uses and grows to the largest need.
package final class ScratchFloats: Sendable {
  private let storage = Mutex(AlignedFloats(count: 0))

  /// No memory yet.
  package init() {}

  /// At least `count` floats of any value; one user at a time.
  func floats(_ count: Int) -> AlignedFloats {
    storage.withLock { current in
      if current.count < count { current = AlignedFloats(count: count) }
      return current
    }
  }
}
