/// The first directory of a TIFF or BigTIFF: its tags, checked before libtiff sees the file.
///
/// libtiff 4.5 has no limit on what all tags together may take: a file of 1 MB can make it take 2 GB.
/// So the directory is walked here first, and refused where tags announce more than the file can hold.
struct TIFFDirectory<Source: ImageSource> {
  /// One tag: the type of its values, how many, and where in the file they stand.
  private struct Entry {
    let type: UInt16
    let count: Int
    let offset: Int
  }

  let source: Source
  private let order: TIFFByteOrder
  private var entries: [UInt16: Entry] = [:]

  /// Walks the directory of a file that has one page.
  init(_ source: Source) throws(ImageFileError) {
    self.source = source
    let start = try source.bytes(at: 0, count: 16)
    guard let order = TIFFByteOrder(start) else { throw try source.otherFormat(expected: "a TIFF image") }
    self.order = order
    try readEntries(at: order.integer(start, order.wordBytes, order.wordBytes))
  }

  /// How many values a tag has; 0 when it is absent.
  func count(of tag: TIFFTag) -> Int { entries[tag.rawValue]?.count ?? 0 }

  /// The first value of a tag, or what holds when it is absent.
  func integer(_ tag: TIFFTag, default value: Int? = nil) throws(ImageFileError) -> Int {
    if let found = try integers(tag, limit: 1)?.first { return found }
    guard let value else { throw source.damaged(expected: "tag \(tag.rawValue)", found: "none") }
    return value
  }

  /// The integer values of a tag, at most `limit` of them; nil when the tag is absent.
  func integers(_ tag: TIFFTag, limit: Int) throws(ImageFileError) -> [Int]? {
    guard let entry = entries[tag.rawValue] else { return nil }
    let width = TIFFByteOrder.valueBytes(entry.type)
    guard TIFFByteOrder.isUnsignedInteger(entry.type), entry.count > 0 else {
      throw source.damaged(
        expected: "integers for tag \(tag.rawValue)", found: "\(entry.count) values of type \(entry.type)")
    }
    let count = min(entry.count, limit)
    let bytes = try source.bytes(at: entry.offset, count: count * width)
    var values: [Int] = []
    for index in 0..<count {
      guard let value = order.integer(bytes, index * width, width) else {
        throw source.damaged(
          expected: "values of tag \(tag.rawValue)", found: "the end of the file or a number too large")
      }
      values.append(value)
    }
    return values
  }

  private mutating func readEntries(at offset: Int?) throws(ImageFileError) {
    let countBytes = order.isBig ? 8 : 2
    guard let offset, offset < source.size else {
      throw source.damaged(expected: "a directory within the file", found: "a place behind its end")
    }
    let count = order.integer(try source.bytes(at: offset, count: countBytes), 0, countBytes) ?? 0
    guard (1...ImageLimits.directoryTags).contains(count) else {
      throw source.damaged(expected: "1 to \(ImageLimits.directoryTags) tags", found: "\(count)")
    }
    let tableSize = count * order.entryBytes
    let table = try source.bytes(at: offset + countBytes, count: tableSize + order.wordBytes)
    guard let next = order.integer(table, tableSize, order.wordBytes) else {
      throw source.damaged(expected: "a directory of \(count) tags", found: "the end of the file")
    }
    try addEntries(of: table, count: count, fileOffset: offset + countBytes)
    guard next == 0 else {
      throw source.unsupported(expected: "a TIFF image of one page", found: "more than one")
    }
  }

  private mutating func addEntries(
    of table: [UInt8], count: Int, fileOffset: Int
  ) throws(ImageFileError) {
    var total = 0
    for start in stride(from: 0, to: count * order.entryBytes, by: order.entryBytes) {
      total += try addEntry(of: table, at: start, fileOffset: fileOffset + start)
    }
    guard total <= source.size + 65_536 else {
      throw source.damaged(expected: "tags that fit into the file", found: "\(total) bytes of them")
    }
  }

  /// Keeps an entry unless the tag was there before, as libtiff does; returns the size of its values.
  private mutating func addEntry(
    of table: [UInt8], at start: Int, fileOffset: Int
  ) throws(ImageFileError) -> Int {
    let tag = UInt16(order.integer(table, start, 2) ?? 0)
    let type = UInt16(order.integer(table, start + 2, 2) ?? 0)
    let count = order.integer(table, start + 4, order.wordBytes) ?? Int.max
    let (size, isTooLarge) = count.multipliedReportingOverflow(by: TIFFByteOrder.valueBytes(type))
    guard !isTooLarge, size <= source.size else {
      throw source.damaged(expected: "tags that fit into the file", found: "\(count) values of tag \(tag)")
    }
    let place = 4 + order.wordBytes
    let isInline = size <= order.wordBytes
    let offset = isInline ? fileOffset + place : order.integer(table, start + place, order.wordBytes)
    if entries[tag] == nil {
      entries[tag] = Entry(type: type, count: count, offset: offset ?? source.size)
    }
    return size
  }
}
