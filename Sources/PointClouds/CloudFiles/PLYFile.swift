/// Reads an organised cloud from a PLY file: text or binary of either byte order.
///
/// The grid comes from `obj_info num_cols` and `num_rows` or from comments `width` and `height`. The points fill
/// it row by row; or, as in Stanford's range scans, a table `range_grid` says for each cell which point it has.
/// Properties that are not needed, and other tables, are passed over.
struct PLYFile {
  private let source: CloudSource
  private let header: PLYHeader

  init(_ source: CloudSource) throws(CloudFileError) {
    self.source = source
    header = try PLYHeader(source)
  }

  private static let gridName = "range_grid"

  /// Reads the points and their colours.
  func cloud(size asked: GridSize?) throws(CloudFileError) -> StoredCloud {
    let columns = try PLYColumns(of: header, source)
    let cells = header.elements.first { $0.name == Self.gridName && $0.count > 0 }
    let size = try source.grid(
      stated: header.size, asked: asked, count: cells?.count ?? columns.count,
      hint: "lines obj_info num_cols and num_rows, or --size WIDTHxHEIGHT")
    try checkLength()
    return try source.withValues(header.encoding, at: header.bodyStart) { (values) throws(CloudFileError) in
      var vertices: [PLYColumns.Vertex] = []
      var owners: [Int]?
      for element in header.elements where owners == nil {
        switch element.name {
        case PLYColumns.elementName where vertices.isEmpty:
          vertices = try columns.read(&values, element, source)
          if cells == nil { owners = Array(vertices.indices) }
        case Self.gridName where cells != nil:
          owners = try readCells(&values, element, points: columns.count)
        default: try skip(&values, element)
        }
      }
      return build(size, vertices, owners ?? [], hasColors: columns.hasColors)
    }
  }

  private func build(
    _ size: GridSize, _ vertices: [PLYColumns.Vertex], _ owners: [Int], hasColors: Bool
  ) -> StoredCloud {
    var builder = StoredCloudBuilder(size: size, hasColors: hasColors)
    for (pixel, owner) in owners.enumerated() where owner >= 0 && owner < vertices.count {
      builder.set(pixel, point: vertices[owner].point)
      if hasColors { builder.set(pixel, color: vertices[owner].color) }
    }
    return builder.cloud
  }

  /// Makes sure that the file can hold what the header announces, before memory is taken for it.
  private func checkLength() throws(CloudFileError) {
    let rest = source.content.count - header.bodyStart
    for element in header.elements {
      // A number takes its bytes, or a digit and a space; a list at least its count.
      let row = element.properties.reduce(0) { sum, property in
        sum + (header.encoding == .text ? 2 : (property.countType ?? property.type).size)
      }
      let (needed, isHuge) = element.count.multipliedReportingOverflow(by: row)
      guard !isHuge, needed <= rest + 1, row > 0 || element.count == 0 else {
        throw source.damaged(
          "\(element.count) rows of element \(element.name)", "\(rest) bytes behind the header")
      }
    }
  }

  /// For each cell of the grid the point it has, -1 for none.
  private func readCells(
    _ values: inout ValueReader, _ element: PLYHeader.Element, points: Int
  ) throws(CloudFileError) -> [Int] {
    guard element.properties.count == 1, let countType = element.properties[0].countType else {
      throw source.unsupported("an element range_grid with one list", "other properties")
    }
    var owners: [Int] = []
    owners.reserveCapacity(element.count)
    for _ in 0..<element.count {
      guard let count = values.next(countType), count == 0 || count == 1 else {
        throw source.damaged(
          "0 or 1 points in cell \(owners.count)", "another number, or the end of the file")
      }
      guard count == 1 else {
        owners.append(-1)
        continue
      }
      guard let index = values.next(element.properties[0].type), let owner = Int(exactly: index),
        (0..<points).contains(owner)
      else { throw source.damaged("one of \(points) points in cell \(owners.count)", "none of them") }
      owners.append(owner)
    }
    return owners
  }

  private func skip(_ values: inout ValueReader, _ element: PLYHeader.Element) throws(CloudFileError) {
    let end = source.damaged("\(element.count) rows of element \(element.name)", "the end of the file")
    if header.encoding != .text, element.hasFixedSize {
      guard values.skip(element.count * element.rowBytes) else { throw end }
      return
    }
    for _ in 0..<element.count {
      for property in element.properties {
        let count = property.countType == nil ? 1 : property.countType.flatMap { values.next($0) }
        guard let count, count >= 0, let entries = Int(exactly: count) else { throw end }
        for _ in 0..<entries {
          guard values.next(property.type) != nil else { throw end }
        }
      }
    }
  }
}
