/// Writes an uncompressed little-endian float TIFF of one strip.
///
/// Written here rather than by libtiff: the format without compression is a table and the samples, every
/// reader opens it, and the bytes do not depend on which libraries a machine has.
struct TIFFEncoder {
  private enum ValueType: UInt16 {
    case short = 3
    case long = 4
  }

  let height: Int
  let width: Int
  let channels: Int

  private let tagCount = 11
  private var tableEnd: Int { 8 + 2 + tagCount * 12 + 4 }

  /// The samples begin behind the values that each channel has of its own, at a multiple of 16.
  private var samplesOffset: Int { (tableEnd + 4 * channels + 15) / 16 * 16 }

  /// The whole file.
  func encode(_ samples: [Float]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(samplesOffset + samples.count * 4)
    appendDirectory(to: &bytes)
    bytes.append(contentsOf: repeatElement(0, count: samplesOffset - bytes.count))
    samples.withUnsafeBytes { bytes.append(contentsOf: $0) }
    return bytes
  }

  private func appendDirectory(to bytes: inout [UInt8]) {
    bytes += [0x49, 0x49, 42, 0, 8, 0, 0, 0]
    append(UInt16(tagCount), to: &bytes)
    append(.imageWidth, .long, width, to: &bytes)
    append(.imageLength, .long, height, to: &bytes)
    appendPerChannel(.bitsPerSample, 32, valuesAt: tableEnd, to: &bytes)
    append(.compression, .short, 1, to: &bytes)
    append(.photometric, .short, channels == 3 ? 2 : 1, to: &bytes)
    append(.stripOffsets, .long, samplesOffset, to: &bytes)
    append(.samplesPerPixel, .short, channels, to: &bytes)
    append(.rowsPerStrip, .long, height, to: &bytes)
    append(.stripByteCounts, .long, height * width * channels * 4, to: &bytes)
    append(.planarConfiguration, .short, 1, to: &bytes)
    appendPerChannel(.sampleFormat, 3, valuesAt: tableEnd + 2 * channels, to: &bytes)
    append(UInt32(0), to: &bytes)
    for value in [UInt16(32), 3] where channels > 1 {
      for _ in 0..<channels { append(value, to: &bytes) }
    }
  }

  /// A tag with one value; short values stand in the low half of the field.
  private func append(
    _ tag: TIFFTag, _ type: ValueType, _ value: Int, count: Int = 1, to bytes: inout [UInt8]
  ) {
    append(tag.rawValue, to: &bytes)
    append(type.rawValue, to: &bytes)
    append(UInt32(count), to: &bytes)
    append(UInt32(value), to: &bytes)
  }

  /// A tag with the same value for each channel: in the entry for one channel, behind the table for three.
  private func appendPerChannel(_ tag: TIFFTag, _ value: Int, valuesAt offset: Int, to bytes: inout [UInt8]) {
    append(tag, .short, channels == 1 ? value : offset, count: channels, to: &bytes)
  }

  private func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
