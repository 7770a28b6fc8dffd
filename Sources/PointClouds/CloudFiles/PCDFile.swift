/// Reads an organised cloud from a PCD file: text, binary, or compressed.
///
/// `WIDTH` and `HEIGHT` are the grid. `VIEWPOINT` is not looked at: coordinates stay those of the sensor.
struct PCDFile {
  private let source: CloudSource
  private let header: PCDHeader

  init(_ source: CloudSource) throws(CloudFileError) {
    self.source = source
    header = try PCDHeader(source)
  }

  /// Reads the points and their colours.
  func cloud(size asked: GridSize?) throws(CloudFileError) -> StoredCloud {
    let stated = header.size.height > 1 ? header.size : nil
    let size = try source.grid(
      stated: stated, asked: asked, count: header.size.count,
      hint: "a PCD cloud with HEIGHT above 1, or --size WIDTHxHEIGHT")
    let columns = try PCDColumns(of: header, source)
    var builder = StoredCloudBuilder(size: size, hasColors: columns.color != nil)
    switch header.data {
    case .ascii: try readText(columns, into: &builder)
    case .binary:
      let needed = header.size.count * header.pointBytes
      let rest = source.content.count - header.bodyStart
      guard needed <= rest else { throw source.damaged("\(needed) bytes of points", "\(rest)") }
      source.content.withUnsafeBytes { bytes in
        let body = UnsafeRawBufferPointer(rebasing: bytes[header.bodyStart...])
        columns.read(body, isByField: false, into: &builder)
      }
    case .compressed:
      try unpacked().withUnsafeBytes { columns.read($0, isByField: true, into: &builder) }
    }
    return builder.cloud
  }

  private func readText(
    _ columns: PCDColumns, into builder: inout StoredCloudBuilder
  ) throws(CloudFileError) {
    let numbers = header.fields.reduce(0) { $0 + $1.count }
    let rest = source.content.count - header.bodyStart
    guard header.size.count * numbers * 2 <= rest + 1 else {
      throw source.damaged("\(header.size.count) points of \(numbers) numbers", "\(rest) bytes")
    }
    try source.withValues(.text, at: header.bodyStart) { (values) throws(CloudFileError) in
      var row = [Double](repeating: 0, count: numbers)
      for point in 0..<header.size.count {
        for index in 0..<numbers {
          guard let value = values.next(.float64) else {
            throw source.damaged(
              "\(header.size.count) points", "the end of the file or no number in point \(point)")
          }
          row[index] = value
        }
        columns.set(point, from: row, in: &builder)
      }
    }
  }

  /// The points of a compressed file, field after field.
  private func unpacked() throws(CloudFileError) -> [UInt8] {
    let content = source.content
    let start = header.bodyStart + 8
    guard start <= content.count else { throw source.damaged("two sizes behind the header", "the end") }
    let (packed, size) = content.withUnsafeBytes { bytes in
      (
        Int(ScalarType.uint32.load(bytes, at: start - 8, isBigEndian: false)),
        Int(ScalarType.uint32.load(bytes, at: start - 4, isBigEndian: false))
      )
    }
    let expected = header.size.count * header.pointBytes
    guard size == expected else { throw source.damaged("\(expected) bytes of points", "\(size)") }
    guard size <= CloudFileLimits.fileBytes else {
      throw .tooLarge(
        path: source.path, expected: "\(CloudFileLimits.fileBytes) bytes of points", found: "\(size)")
    }
    guard packed <= content.count - start else {
      throw source.damaged("\(packed) packed bytes", "\(content.count - start)")
    }
    guard let points = LZF.unpack(content[start..<start + packed], size: size) else {
      throw source.damaged("packed points of \(size) bytes", "data that LZF does not unpack to them")
    }
    return points
  }
}
