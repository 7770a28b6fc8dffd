/// The scores of many pixels, sorted and packed: the steps from each to the next in as few bytes as they need.
///
/// The defect-free pixels of a test set are nearly all there are, and all are needed until the last defect
/// is known. Neighbours in rank differ little, so a step takes one or two bytes where the score takes four.
package struct SortedScores: Sendable {
  /// How many scores there are.
  package let count: Int

  private let steps: [UInt8]

  /// Sorts and packs scores given as keys, in any order.
  package init(keys: consuming [UInt32]) {
    let sorted = RadixSort.sorted(keys)
    count = sorted.count
    steps = Self.packed(sorted)
  }

  /// The bytes that the scores occupy.
  package var byteCount: Int { steps.count }

  /// Calls `body` with each key in ascending order.
  @inline(__always)
  package func forEachKey(_ body: (UInt32) -> Void) {
    steps.withUnsafeBufferPointer { steps in
      var key: UInt32 = 0
      var position = 0
      while position < steps.count {
        key &+= Self.step(in: steps, at: &position)
        body(key)
      }
    }
  }

  /// Seven bits a byte, lowest first; the top bit says that more follow (LEB128).
  private static func packed(_ sorted: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(sorted.count + sorted.count / 2)
    var previous: UInt32 = 0
    for key in sorted {
      var rest = key &- previous
      while rest > 0x7f {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(truncatingIfNeeded: rest))
      previous = key
    }
    return bytes
  }

  @inline(__always)
  private static func step(in steps: UnsafeBufferPointer<UInt8>, at position: inout Int) -> UInt32 {
    var byte = UInt32(steps[position])
    position &+= 1
    var value = byte & 0x7f
    var shift: UInt32 = 7
    while byte & 0x80 != 0 {
      byte = UInt32(steps[position])
      position &+= 1
      value |= (byte & 0x7f) &<< shift
      shift &+= 7
    }
    return value
  }
}
