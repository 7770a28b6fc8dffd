/// The compression of PCD files (Marc Lehmann's LibLZF): runs of bytes, and copies of what came before.
enum LZF {
  /// Unpacks to exactly `size` bytes; nil when the data say anything else.
  static func unpack(_ packed: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
    var isSound = false
    let output = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      packed.withUnsafeBufferPointer { input in
        filled = unpack(input, into: buffer) ?? 0
      }
      isSound = filled == size
    }
    return isSound ? output : nil
  }

  /// Returns how many bytes were written; nil when the input is broken or the output too small.
  private static func unpack(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    var position = 0
    var written = 0
    while position < input.count {
      let control = Int(input[position])
      position += 1
      if control < 32 {  // a run of 1 to 32 bytes as they are
        let count = control + 1
        guard count <= input.count - position, count <= output.count - written else { return nil }
        for index in 0..<count { output[written + index] = input[position + index] }
        position += count
        written += count
        continue
      }
      var length = control >> 5
      if length == 7 {
        guard position < input.count else { return nil }
        length += Int(input[position])
        position += 1
      }
      guard position < input.count else { return nil }
      let distance = ((control & 0x1F) << 8) + Int(input[position]) + 1
      position += 1
      guard distance <= written, length + 2 <= output.count - written else { return nil }
      // Byte by byte: a copy may reach into what it writes.
      for index in written..<written + length + 2 { output[index] = output[index - distance] }
      written += length + 2
    }
    return written
  }
}
