/// The checksum of ZIP archives: CRC-32 with the polynomial 0xedb88320.
enum Checksum32 {
  /// The checksum of bytes.
  static func of(_ bytes: [UInt8]) -> UInt32 {
    var state: UInt32 = 0xffff_ffff
    table.withUnsafeBufferPointer { table in
      bytes.withUnsafeBufferPointer { bytes in
        for byte in bytes { state = table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ (state >> 8) }
      }
    }
    return ~state
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1 }
  }
}
