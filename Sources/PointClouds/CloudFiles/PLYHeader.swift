/// What the header of a PLY file says.
struct PLYHeader {
  /// One number, or a list of numbers, of an element.
  struct Property {
    let name: String
    let type: ScalarType

    /// The type of the number of entries of a list; nil for a single number.
    let countType: ScalarType?
  }

  /// A table: points, faces or the cells of a grid.
  struct Element {
    let name: String
    let count: Int
    var properties: [Property] = []

    /// Whether each row takes as many numbers.
    var hasFixedSize: Bool { properties.allSatisfy { $0.countType == nil } }

    /// The bytes of a row without lists.
    var rowBytes: Int { properties.reduce(0) { $0 + $1.type.size } }
  }

  /// How numbers are written.
  let encoding: ValueReader.Encoding

  /// The tables, in the order of the file.
  private(set) var elements: [Element] = []

  /// The grid that comments state.
  var size: GridSize? {
    width.flatMap { width in height.map { GridSize(width: width, height: $0) } }
  }

  /// Where the first table begins.
  let bodyStart: Int

  private var width: Int?
  private var height: Int?

  /// Reads a header.
  init(_ source: CloudSource) throws(CloudFileError) {
    guard let header = HeaderLines(source.content, upTo: "end_header") else {
      throw source.damaged("a header that ends with end_header", "none within its first bytes")
    }
    let format = header.lines.dropFirst().first { $0[0] == "format" } ?? []
    switch format.dropFirst().first {
    case "ascii": encoding = .text
    case "binary_little_endian": encoding = .littleEndian
    case "binary_big_endian": encoding = .bigEndian
    default:
      throw source.damaged(
        "a line format ascii, binary_little_endian or binary_big_endian", format.joined(separator: " "))
    }
    bodyStart = header.end
    for words in header.lines { try read(words, source) }
  }

  private mutating func read(_ words: [String], _ source: CloudSource) throws(CloudFileError) {
    switch words[0] {
    case "element":
      guard words.count == 3, let count = Int(words[2]), (0...CloudFileLimits.fileBytes).contains(count)
      else {
        throw source.damaged("element NAME COUNT", words.joined(separator: " "))
      }
      elements.append(Element(name: words[1], count: count))
    case "property":
      guard let property = Property(words), !elements.isEmpty,
        elements[elements.count - 1].properties.count < CloudFileLimits.fields
      else {
        throw source.damaged("property TYPE NAME behind an element", words.joined(separator: " "))
      }
      elements[elements.count - 1].properties.append(property)
    case "comment", "obj_info":
      readGrid(words.dropFirst().joined(separator: " "))
    default: break
    }
  }

  /// Looks for `num_cols 640`, `width = 640` and the like.
  private mutating func readGrid(_ text: String) {
    let words = text.lowercased().split { " =:,".contains($0) }
    for (name, value) in zip(words, words.dropFirst()) {
      guard let number = Int(value) else { continue }
      if ["num_cols", "cols", "columns", "width"].contains(name) { width = number }
      if ["num_rows", "rows", "height"].contains(name) { height = number }
    }
  }
}

extension PLYHeader.Property {
  fileprivate init?(_ words: [String]) {
    guard let name = words.last else { return nil }
    self.name = name
    if words.count == 5, words[1] == "list", let count = ScalarType(ply: words[2]), count.isWhole,
      let type = ScalarType(ply: words[3])
    {
      (self.type, countType) = (type, count)
    } else if words.count == 3, let type = ScalarType(ply: words[1]) {
      (self.type, countType) = (type, nil)
    } else {
      return nil
    }
  }
}
