/// Sorts unsigned numbers in linear time, eleven bits in each pass.
package enum RadixSort {
  private static let digitBits = 11

  /// The numbers in ascending order.
  ///
  /// Takes as much memory again as the numbers themselves.
  package static func sorted<Key: FixedWidthInteger & UnsignedInteger>(_ keys: consuming [Key]) -> [Key] {
    var source = keys
    var target = [Key](repeating: 0, count: source.count)
    for shift in stride(from: 0, to: Key.bitWidth, by: digitBits) {
      let moved = source.withUnsafeBufferPointer { source in
        target.withUnsafeMutableBufferPointer { target in
          distribute(source, into: target, shift: shift)
        }
      }
      if moved { swap(&source, &target) }
    }
    return source
  }

  /// One pass; returns false, with nothing written, when all numbers share the digit.
  @inline(__always)
  private static func distribute<Key: FixedWidthInteger & UnsignedInteger>(
    _ source: UnsafeBufferPointer<Key>, into target: UnsafeMutableBufferPointer<Key>, shift: Int
  ) -> Bool {
    let amount = Key(truncatingIfNeeded: shift)
    let mask = Key(truncatingIfNeeded: (1 << digitBits) - 1)
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << digitBits) { places in
      places.initialize(repeating: 0)
      var index = 0
      while index < source.count {
        places[Int(truncatingIfNeeded: (source[index] &>> amount) & mask)] &+= 1
        index &+= 1
      }
      guard source.count > 0, places.max() != source.count else { return false }
      turnIntoStarts(places)
      index = 0
      while index < source.count {
        let digit = Int(truncatingIfNeeded: (source[index] &>> amount) & mask)
        target[places[digit]] = source[index]
        places[digit] &+= 1
        index &+= 1
      }
      return true
    }
  }

  private static func turnIntoStarts(_ counts: UnsafeMutableBufferPointer<Int>) {
    var start = 0
    for digit in counts.indices {
      let count = counts[digit]
      counts[digit] = start
      start += count
    }
  }
}
