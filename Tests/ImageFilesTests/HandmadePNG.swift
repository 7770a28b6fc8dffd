/// A PNG put together chunk by chunk, for what no writer would write.
struct HandmadePNG {
  var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Begins with the header chunk.
  init(width: Int, height: Int, bitDepth: UInt8, colorType: UInt8) {
    add("IHDR", bigEndian(width) + bigEndian(height) + [bitDepth, colorType, 0, 0, 0])
  }

  /// Adds a chunk with its checksum.
  mutating func add(_ name: String, _ content: [UInt8]) {
    let body = Array(name.utf8) + content
    bytes += bigEndian(content.count) + body + bigEndian(Int(checksum(body)))
  }

  /// Adds the pixels as one stored block, each row behind its filter code 0, and the end chunk.
  mutating func finish(rows: [[UInt8]]) {
    let plain: [UInt8] = rows.flatMap { [0] + $0 }
    let count = [UInt8(plain.count & 255), UInt8(plain.count >> 8)]
    let stream: [UInt8] = [0x78, 0x01, 0x01] + count + count.map { ~$0 } + plain
    add("IDAT", stream + bigEndian(Int(adler32(plain))))
    add("IEND", [])
  }

  private func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in rest >> 1 ^ (rest & 1) &* 0xEDB8_8320 }
    }
  }
}

/// The Adler-32 checksum, as in zlib.
func adler32(_ bytes: [UInt8]) -> UInt32 {
  bytes.withUnsafeBytes { adler32($0) }
}

/// The Adler-32 checksum; sums of 5552 bytes fit into 32 bits.
func adler32(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
  var low: UInt32 = 1
  var high: UInt32 = 0
  for start in stride(from: 0, to: bytes.count, by: 5552) {
    for index in start..<min(start + 5552, bytes.count) {
      low &+= UInt32(bytes[index])
      high &+= low
    }
    low %= 65521
    high %= 65521
  }
  return high << 16 | low
}
