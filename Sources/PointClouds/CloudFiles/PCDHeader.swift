/// What the header of a PCD file says.
struct PCDHeader {
  /// One field of a point.
  struct Field {
    let name: String
    let type: ScalarType

    /// How many numbers it has.
    let count: Int

    /// The bytes of the field in one point.
    var bytes: Int { type.size * count }
  }

  /// How points are stored.
  enum Data: String {
    case ascii, binary
    case compressed = "binary_compressed"
  }

  /// The fields, in the order of the file.
  let fields: [Field]

  /// The grid; one row in a cloud that is not organised.
  let size: GridSize

  /// How points are stored.
  let data: Data

  /// Where the points begin.
  let bodyStart: Int

  /// The bytes of a point.
  var pointBytes: Int { fields.reduce(0) { $0 + $1.bytes } }

  /// Reads a header.
  init(_ source: CloudSource) throws(CloudFileError) {
    guard let header = HeaderLines(source.content, upTo: "DATA") else {
      throw source.damaged("a header that ends with a line DATA", "none within its first bytes")
    }
    var table: [String: [String]] = [:]
    for words in header.lines where !words[0].hasPrefix("#") { table[words[0]] = Array(words.dropFirst()) }
    fields = try Self.fields(table, source)
    size = try Self.size(table, source)
    guard let data = table["DATA"]?.first.flatMap(Data.init(rawValue:)) else {
      throw source.damaged(
        "DATA ascii, binary or binary_compressed", (table["DATA"] ?? []).joined(separator: " "))
    }
    self.data = data
    bodyStart = header.end
  }

  private static func fields(
    _ table: [String: [String]], _ source: CloudSource
  ) throws(CloudFileError) -> [Field] {
    let names = table["FIELDS"] ?? table["COLUMNS"] ?? []
    let sizes = (table["SIZE"] ?? []).compactMap { Int($0) }
    let letters = table["TYPE"] ?? []
    let counts = table["COUNT"]?.compactMap { Int($0) } ?? [Int](repeating: 1, count: names.count)
    guard (1...CloudFileLimits.fields).contains(names.count),
      [sizes.count, letters.count, counts.count].allSatisfy({ $0 == names.count })
    else { throw source.damaged("FIELDS, SIZE, TYPE and COUNT of equal number", "\(names.count) fields") }
    var fields: [Field] = []
    for index in names.indices {
      guard let type = ScalarType(pcd: letters[index], size: sizes[index]), (1...4096).contains(counts[index])
      else {
        throw source.damaged(
          "a type and a size of PCD", "\(letters[index]) \(sizes[index]) x \(counts[index])")
      }
      fields.append(Field(name: names[index], type: type, count: counts[index]))
    }
    return fields
  }

  private static func size(
    _ table: [String: [String]], _ source: CloudSource
  ) throws(CloudFileError) -> GridSize {
    func number(_ name: String) -> Int? { table[name]?.first.flatMap { Int($0) } }
    guard let width = number("WIDTH"), width > 0, let height = number("HEIGHT"), height > 0 else {
      throw source.damaged("WIDTH and HEIGHT above 0", "none")
    }
    let size = GridSize(width: width, height: height)
    guard size.count <= CloudFileLimits.points else {
      throw .tooLarge(path: source.path, expected: "\(CloudFileLimits.points) points", found: "\(size)")
    }
    let points = number("POINTS") ?? size.count
    guard points == size.count else {
      throw source.damaged("WIDTH x HEIGHT = \(size.count) points", "POINTS \(points)")
    }
    return size
  }
}
