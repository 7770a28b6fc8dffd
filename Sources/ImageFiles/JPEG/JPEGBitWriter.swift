/// The entropy-coded part of a JPEG file.
struct JPEGBitWriter {
  private var bytes: [UInt8] = []
  private var pending: UInt32 = 0
  private var pendingCount = 0

  /// Writes the coefficients of one block.
  ///
  /// - Parameters:
  ///   - block: 64 coefficients in the order of the file.
  ///   - mean: The first coefficient of the block before, of the same component.
  mutating func write(_ block: [Int], after mean: Int) {
    write(block[0] - mean, afterZeros: 0, with: .direct)
    var zeros = 0
    for value in block.dropFirst() {
      guard value != 0 else {
        zeros += 1
        continue
      }
      while zeros > 15 {
        write(JPEGHuffmanCode.alternating[0xf0])
        zeros -= 16
      }
      write(value, afterZeros: zeros, with: .alternating)
      zeros = 0
    }
    if zeros > 0 { write(JPEGHuffmanCode.alternating[0]) }
  }

  /// All bytes, the last one filled up with ones.
  consuming func finished() -> [UInt8] {
    if pendingCount > 0 { write((bits: (1 << UInt32(8 - pendingCount)) - 1, count: 8 - pendingCount)) }
    return bytes
  }

  /// A value as the number of its bits, then its bits; negative ones count down from all ones.
  private mutating func write(_ value: Int, afterZeros zeros: Int, with code: JPEGHuffmanCode) {
    let count = Int.bitWidth - abs(value).leadingZeroBitCount
    write(code[zeros << 4 | count])
    let bits = value < 0 ? value + (1 << count) - 1 : value
    write((bits: UInt32(bits), count: count))
  }

  private mutating func write(_ code: (bits: UInt32, count: Int)) {
    pending = pending << UInt32(code.count) | code.bits
    pendingCount += code.count
    while pendingCount >= 8 {
      pendingCount -= 8
      let byte = UInt8(truncatingIfNeeded: pending >> UInt32(pendingCount))
      bytes.append(byte)
      if byte == 0xff { bytes.append(0) }
    }
    pending &= (1 << UInt32(pendingCount)) - 1
  }
}
