/// The header of a safetensors file, checked against the size of the data.
struct SafetensorsHeader {
  /// The tensors, in the order of their bytes.
  private(set) var entries: [TensorEntry] = []
  private(set) var metadata: [String: String] = [:]

  private let path: String
  private let limits: SafetensorsLimits

  /// Reads a header; each of the `dataSize` bytes that follow it in the file must belong to a tensor.
  init(
    _ text: [UInt8], dataSize: Int, path: String, limits: SafetensorsLimits
  ) throws(TensorFileError) {
    self.path = path
    self.limits = limits
    try parse(text)
    entries.sort { ($0.begin, $0.end) < ($1.begin, $1.end) }
    try checkLayout(dataSize: dataSize)
  }

  private mutating func parse(_ text: [UInt8]) throws(TensorFileError) {
    var names: Set<String> = []
    var entries: [TensorEntry] = []
    var metadata: [String: String] = [:]
    var scanner = HeaderScanner(text, path: path)
    try scanner.members { (scanner, name) throws(TensorFileError) in
      guard names.insert(name).inserted else {
        throw malformed(name, expected: "each name once", found: "the name again")
      }
      if name == "__metadata__" {
        metadata = try self.metadata(&scanner)
      } else {
        try checkLimit("bytes in a tensor's name", limits.nameBytes, name.utf8.count)
        try checkLimit("tensors", limits.tensors, entries.count + 1)
        entries.append(try entry(name, &scanner))
      }
    }
    try scanner.finish()
    self.entries = entries
    self.metadata = metadata
  }

  private func metadata(_ scanner: inout HeaderScanner) throws(TensorFileError) -> [String: String] {
    var table: [String: String] = [:]
    try scanner.members { (scanner, key) throws(TensorFileError) in
      guard table.updateValue(try scanner.string(), forKey: key) == nil else {
        throw .malformed(
          path: path, part: "metadata", expected: "each key once", found: "\(quoted(key)) again")
      }
      try checkLimit("metadata entries", limits.metadataEntries, table.count)
    }
    return table
  }

  private func entry(
    _ name: String, _ scanner: inout HeaderScanner
  ) throws(TensorFileError) -> TensorEntry {
    var type: ElementType?
    var shape: [Int]?
    var offsets: [Int]?
    try scanner.members { (scanner, field) throws(TensorFileError) in
      switch field {
      case "dtype" where type == nil: type = try elementType(of: name, &scanner)
      case "shape" where shape == nil: shape = try scanner.wholeNumbers(limit: limits.axes)
      case "data_offsets" where offsets == nil: offsets = try scanner.wholeNumbers(limit: 2)
      default: throw malformed(name, expected: fieldRule, found: quoted(field))
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2 else {
      throw malformed(name, expected: fieldRule, found: "fewer")
    }
    return TensorEntry(name: name, type: type, shape: shape, begin: offsets[0], end: offsets[1])
  }

  private func elementType(
    of name: String, _ scanner: inout HeaderScanner
  ) throws(TensorFileError) -> ElementType {
    let word = try scanner.string()
    if let type = ElementType(rawValue: word) { return type }
    throw malformed(name, expected: "one of the types \(ElementType.names)", found: quoted(word))
  }

  /// Makes sure that the tensors follow each other without gap or overlap, have the size that their
  /// shapes ask for, and fill the file.
  private func checkLayout(dataSize: Int) throws(TensorFileError) {
    var covered = 0
    for entry in entries {
      guard entry.begin == covered, entry.end >= entry.begin, entry.end <= dataSize else {
        throw malformed(
          entry.name, expected: "bytes from \(covered) on, up to \(dataSize) at most",
          found: "\(entry.begin) to \(entry.end)")
      }
      guard entry.byteCount == entry.end - entry.begin else {
        throw malformed(
          entry.name, expected: "the bytes of \(entry.type.rawValue) \(entry.shape)",
          found: "\(entry.end - entry.begin) bytes")
      }
      covered = entry.end
    }
    guard covered == dataSize else {
      throw .malformed(
        path: path, part: "file", expected: "\(covered) bytes after the header, as it says",
        found: "\(dataSize) bytes")
    }
  }

  private func malformed(_ name: String, expected: String, found: String) -> TensorFileError {
    .malformed(path: path, part: "tensor \(quoted(name))", expected: expected, found: found)
  }

  private func checkLimit(_ quantity: String, _ limit: Int, _ found: Int) throws(TensorFileError) {
    guard found <= limit else {
      throw .overLimit(path: path, quantity: quantity, limit: limit, found: found)
    }
  }
}

private let fieldRule = "the fields dtype, shape and data_offsets, each once"
