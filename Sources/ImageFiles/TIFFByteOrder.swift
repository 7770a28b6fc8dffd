/// How integers are written in a TIFF: their byte order, and the width of offsets (BigTIFF has 64 bits).
struct TIFFByteOrder {
  let isLittleEndian: Bool
  let isBig: Bool

  /// Reads the file header; nil when it is not that of a TIFF.
  init?(_ start: [UInt8]) {
    guard start.count >= 8, start[0] == start[1], start[0] == 0x49 || start[0] == 0x4D else { return nil }
    isLittleEndian = start[0] == 0x49
    let version = isLittleEndian ? start[2...3] : [start[3], start[2]]
    isBig = version.elementsEqual([43, 0])
    guard isBig || version.elementsEqual([42, 0]) else { return nil }
    guard !isBig || (start.count == 16 && start[4..<8].max() == 8) else { return nil }
  }

  /// The bytes of an offset or a count.
  var wordBytes: Int { isBig ? 8 : 4 }

  /// The bytes of a directory entry: tag, type, count, values or their offset.
  var entryBytes: Int { 4 + 2 * wordBytes }

  /// An unsigned integer of `width` bytes; nil when it lies outside the bytes or above `Int.max`.
  func integer(_ bytes: [UInt8], _ start: Int, _ width: Int) -> Int? {
    guard start >= 0, start + width <= bytes.count else { return nil }
    let digits = bytes[start..<start + width]
    let value =
      isLittleEndian
      ? digits.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      : digits.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(exactly: value)
  }

  /// The bytes of a value by its type code; 1 for codes that TIFF 6.0 and BigTIFF do not know.
  static func valueBytes(_ type: UInt16) -> Int {
    switch type {
    case 3, 8: 2  // SHORT, SSHORT
    case 4, 9, 11, 13: 4  // LONG, SLONG, FLOAT, IFD
    case 5, 10, 12, 16, 17, 18: 8  // RATIONAL, SRATIONAL, DOUBLE, LONG8, SLONG8, IFD8
    default: 1  // BYTE, ASCII, SBYTE, UNDEFINED
    }
  }

  /// Whether the type code is BYTE, SHORT, LONG or LONG8.
  static func isUnsignedInteger(_ type: UInt16) -> Bool { [1, 3, 4, 16].contains(type) }
}
