/// A ZIP archive whose entries are stored, not compressed, as PyTorch writes it.
struct StoredArchive {
  /// Where an entry's bytes are.
  private struct Entry {
    let header: Int
    let size: Int
    let checksum: UInt32
  }

  /// The first bytes of every such file.
  static let magic: [UInt8] = [0x50, 0x4b, 0x03, 0x04]

  /// The bytes of the archive.
  let source: ByteSource

  private let entries: [String: Entry]

  /// The directory of an archive is not larger than this, in bytes.
  private static let directoryLimit = 4 << 20

  /// Reads the directory of an archive.
  init(_ source: ByteSource) throws(TensorFileError) {
    self.source = source
    let place = try Self.directory(of: source)
    guard place.count <= Self.directoryLimit else {
      throw .overLimit(
        path: source.path, quantity: "bytes of the archive's directory", limit: Self.directoryLimit,
        found: place.count)
    }
    entries = try Self.entries(ArchiveFields(try source.bytes(place), path: source.path))
  }

  /// The names of the entries, sorted.
  var names: [String] { entries.keys.sorted() }

  /// The bytes of the entry `name`, up to `limit` of them, which must match their checksum.
  func content(of name: String, limit: Int) throws(TensorFileError) -> [UInt8] {
    guard let entry = entries[name] else {
      throw .malformed(
        path: source.path, part: "archive", expected: "an entry \(quoted(name))", found: "none")
    }
    guard entry.size <= limit else {
      throw .overLimit(
        path: source.path, quantity: "bytes in entry \(quoted(name))", limit: limit, found: entry.size)
    }
    let bytes = try source.bytes(try range(of: entry, name))
    guard Checksum32.of(bytes) == entry.checksum else {
      throw .malformed(
        path: source.path, part: "entry \(quoted(name))", expected: "bytes that match their checksum",
        found: "others; the file is damaged")
    }
    return bytes
  }

  /// Where an entry's bytes are; its own header, which the directory points to, comes before.
  private func range(of entry: Entry, _ name: String) throws(TensorFileError) -> Range<Int> {
    let length = 30
    guard entry.header >= 0, entry.header <= source.size - length else {
      throw Self.damaged(source.path, "an entry inside the file")
    }
    let fields = ArchiveFields(
      try source.bytes(entry.header..<entry.header + length), path: source.path)
    let start = entry.header + length + (try fields.number(26, 2)) + (try fields.number(28, 2))
    guard try fields.number(0, 4) == 0x0403_4b50, start <= source.size, entry.size <= source.size - start
    else {
      throw Self.damaged(source.path, "the bytes of entry \(quoted(name))")
    }
    return start..<start + entry.size
  }

  private static func damaged(_ path: String, _ expected: String) -> TensorFileError {
    .malformed(
      path: path, part: "archive", expected: expected, found: "other bytes; the file is damaged or cut short")
  }
}

// MARK: - The directory

extension StoredArchive {
  /// Where the directory is, from the record at the end of the file.
  private static func directory(of source: ByteSource) throws(TensorFileError) -> Range<Int> {
    let tailStart = max(0, source.size - (1 << 16) - 22)
    let tail = try source.bytes(tailStart..<source.size)
    let mark: [UInt8] = [0x50, 0x4b, 0x05, 0x06]
    guard tail.count >= 22,
      let end = stride(from: tail.count - 22, through: 0, by: -1).first(where: {
        tail[$0...].starts(with: mark)
      })
    else { throw damaged(source.path, "a directory at the end") }
    let fields = ArchiveFields(tail, path: source.path)
    var (size, start) = (try fields.number(end + 12, 4), try fields.number(end + 16, 4))
    if start == 0xffff_ffff || size == 0xffff_ffff {
      (size, start) = try largeDirectory(fields, locator: end - 20, in: source)
    }
    guard start <= source.size, size <= source.size - start else {
      throw damaged(source.path, "a directory inside the file")
    }
    return start..<start + size
  }

  /// The size and the start of the directory of a file above 4 GB.
  private static func largeDirectory(
    _ tail: ArchiveFields, locator: Int, in source: ByteSource
  ) throws(TensorFileError) -> (size: Int, start: Int) {
    guard locator >= 0, try tail.number(locator, 4) == 0x0706_4b50 else {
      throw damaged(source.path, "the place of the directory")
    }
    let record = try tail.number(locator + 8, 8)
    guard record <= source.size - 56 else { throw damaged(source.path, "the place of the directory") }
    let fields = ArchiveFields(try source.bytes(record..<record + 56), path: source.path)
    guard try fields.number(0, 4) == 0x0606_4b50 else {
      throw damaged(source.path, "the place of the directory")
    }
    return (try fields.number(40, 8), try fields.number(48, 8))
  }

  private static func entries(_ fields: ArchiveFields) throws(TensorFileError) -> [String: Entry] {
    var entries: [String: Entry] = [:]
    var position = 0
    while position < fields.count {
      guard try fields.number(position, 4) == 0x0201_4b50 else {
        throw damaged(fields.path, "an entry's record")
      }
      let lengths = [
        try fields.number(position + 28, 2), try fields.number(position + 30, 2),
        try fields.number(position + 32, 2),
      ]
      let name = try fields.text(position + 46, lengths[0])
      let isPlain = try fields.number(position + 8, 2) & 1 == 0
      guard isPlain, try fields.number(position + 10, 2) == 0 else {
        throw .malformed(
          path: fields.path, part: "entry \(quoted(name))", expected: "stored bytes, as torch.save writes",
          found: "compressed or encrypted ones")
      }
      let entry = try entry(at: position, lengths, fields)
      guard entries.updateValue(entry, forKey: name) == nil else {
        throw .malformed(
          path: fields.path, part: "archive", expected: "each name once", found: "\(quoted(name)) again")
      }
      position += 46 + lengths.reduce(0, +)
    }
    return entries
  }

  private static func entry(
    at position: Int, _ lengths: [Int], _ fields: ArchiveFields
  ) throws(TensorFileError) -> Entry {
    let packed = try fields.number(position + 20, 4)
    let size = try fields.number(position + 24, 4)
    let header = try fields.number(position + 42, 4)
    let large = 0xffff_ffff
    guard packed == size, size != large, header != large else {
      return try largeEntry(at: position, lengths, fields, size: size, header: header)
    }
    return Entry(header: header, size: size, checksum: UInt32(try fields.number(position + 16, 4)))
  }

  /// An entry whose size or place is in the extra field, because it does not fit four bytes.
  private static func largeEntry(
    at position: Int, _ lengths: [Int], _ fields: ArchiveFields, size: Int, header: Int
  ) throws(TensorFileError) -> Entry {
    let large = 0xffff_ffff
    var place = position + 46 + lengths[0]
    let end = place + lengths[1]
    while place + 4 <= end {
      let length = try fields.number(place + 2, 2)
      if try fields.number(place, 2) == 1, place + 4 + length <= end {
        var values: [Int] = []
        for offset in stride(from: 0, to: length / 8 * 8, by: 8) {
          values.append(try fields.number(place + 4 + offset, 8))
        }
        let wide = size == large ? values.first : size
        let start = header == large ? values.dropFirst(size == large ? 2 : 0).first : header
        if let wide, let start {
          return Entry(header: start, size: wide, checksum: UInt32(try fields.number(position + 16, 4)))
        }
      }
      place += 4 + length
    }
    throw damaged(fields.path, "the size and the place of an entry")
  }
}
