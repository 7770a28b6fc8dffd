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
    let bytes: Int
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

  /// The integer values of a tag, at most `limit` of them; nil when the tag is absent.
  func integers(_ tag: TIFFTag, limit: Int = 1) throws(ImageFileError) -> [Int]? {
    guard let entry = entries[tag.rawValue] else { return nil }
    let width = TIFFByteOrder.valueBytes(entry.type)
    guard TIFFByteOrder.isUnsignedInteger(entry.type), entry.count > 0 else {
      throw source.damaged("tag \(tag.rawValue) has \(entry.count) values of type \(entry.type)")
    }
    let count = min(entry.count, limit)
    let bytes = try source.bytes(at: entry.offset, count: count * width)
    guard bytes.count == count * width else {
      throw source.damaged("tag \(tag.rawValue) lies outside the file")
    }
    var values: [Int] = []
    for index in 0..<count {
      guard let value = order.integer(bytes, index * width, width) else {
        throw source.damaged("tag \(tag.rawValue) has a value above \(Int.max)")
      }
      values.append(value)
    }
    return values
  }

  /// The single value of a tag, or what holds when it is absent.
  func integer(_ tag: TIFFTag, default value: Int? = nil) throws(ImageFileError) -> Int {
    if let found = try integers(tag)?.first { return found }
    guard let value else { throw source.damaged("it has no tag \(tag.rawValue)") }
    return value
  }

  /// How many values a tag has; 0 when it is absent.
  func count(of tag: TIFFTag) -> Int { entries[tag.rawValue]?.count ?? 0 }

  private mutating func readEntries(at offset: Int?) throws(ImageFileError) {
    let countBytes = order.isBig ? 8 : 2
    guard let offset, offset < source.size else {
      throw source.damaged("its directory lies outside the file")
    }
    let count = order.integer(try source.bytes(at: offset, count: countBytes), 0, countBytes) ?? Int.max
    guard (1...ImageLimits.directoryTags).contains(count) else {
      throw source.damaged("expected 1 to \(ImageLimits.directoryTags) tags, found \(count)")
    }
    let size = count * order.entryBytes + order.wordBytes
    let bytes = try source.bytes(at: offset + countBytes, count: size)
    guard bytes.count == size else { throw source.damaged("its directory reaches beyond its end") }
    for index in 0..<count {
      let start = index * order.entryBytes
      try add(bytes, at: start, fileOffset: offset + countBytes + start)
    }
    try checkTotal()
    try checkSinglePage(next: order.integer(bytes, count * order.entryBytes, order.wordBytes))
  }

  /// Keeps the first of several entries for the same tag, as libtiff does.
  private mutating func add(_ bytes: [UInt8], at start: Int, fileOffset: Int) throws(ImageFileError) {
    let tag = UInt16(order.integer(bytes, start, 2) ?? 0)
    let type = UInt16(order.integer(bytes, start + 2, 2) ?? 0)
    let count = order.integer(bytes, start + 4, order.wordBytes) ?? Int.max
    let (size, isTooLarge) = count.multipliedReportingOverflow(by: TIFFByteOrder.valueBytes(type))
    guard !isTooLarge, size <= source.size else {
      throw source.damaged("tag \(tag) announces \(count) values, more than the file can hold")
    }
    let inline = 4 + order.wordBytes
    let offset =
      size <= order.wordBytes
      ? fileOffset + inline : order.integer(bytes, start + inline, order.wordBytes) ?? Int.max
    if entries[tag] == nil { entries[tag] = Entry(type: type, count: count, offset: offset, bytes: size) }
    total += size
  }

  private var total = 0

  private func checkTotal() throws(ImageFileError) {
    guard total <= source.size + 65_536 else {
      throw source.damaged("its tags announce \(total) bytes, more than the file can hold")
    }
  }

  private func checkSinglePage(next: Int?) throws(ImageFileError) {
    guard next == 0 else {
      throw source.unsupported(expected: "a TIFF image of one page", found: "a second page")
    }
  }
}
