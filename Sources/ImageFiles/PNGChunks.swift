import CImageFiles

/// The parts of a PNG that libpng gets to see.
///
/// libpng 1.6.39 takes the memory that a chunk announces before it looks whether the file has that much, and
/// its known faults lie in the code for chunks that do not change the pixels. So the chunks are walked here,
/// and of those that a decoder may skip none is passed on.
struct PNGChunks {
  /// The signature and the chunks to decode, in order; neighbours are merged.
  let ranges: [assay_byte_range]

  /// Walks the chunks from the signature to IEND; what follows IEND is ignored.
  init(_ source: LoadedSource) throws(ImageFileError) {
    var ranges = [assay_byte_range(start: 0, count: 8)]
    var position = 8
    var isEnd = false
    while !isEnd {
      let chunk = try Self.chunk(of: source, at: position)
      if chunk.isCritical { Self.append(position, chunk.count, to: &ranges) }
      isEnd = chunk.name == 0x4945_4E44
      position += chunk.count
    }
    self.ranges = ranges
  }

  private struct Chunk {
    let name: UInt32
    let count: Int

    /// Bit 5 of the first letter tells what every decoder must understand.
    var isCritical: Bool { name & 0x2000_0000 == 0 }
  }

  /// One chunk with its length, name and checksum; `count` covers all of them.
  private static func chunk(of source: LoadedSource, at position: Int) throws(ImageFileError) -> Chunk {
    let rest = source.size - position - 12
    guard rest >= 0 else { throw source.damaged(expected: "an end chunk IEND", found: "the end of the file") }
    let (length, name) = source.content.withUnsafeBytes { bytes in
      (
        Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))),
        UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self))
      )
    }
    guard length <= rest else {
      throw source.damaged(
        expected: "a chunk of \(length) bytes", found: "\(rest) bytes up to the end of the file")
    }
    return Chunk(name: name, count: length + 12)
  }

  private static func append(_ start: Int, _ count: Int, to ranges: inout [assay_byte_range]) {
    let last = ranges.count - 1
    if ranges[last].start + ranges[last].count == start {
      ranges[last].count += count
    } else {
      ranges.append(assay_byte_range(start: start, count: count))
    }
  }
}
