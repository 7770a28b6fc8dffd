import Files
import Tensors

extension SafetensorsFile {
  /// Replaces the file at `path` as a whole; a failure leaves what was there.
  ///
  /// - Parameter path: Where to write.
  /// - Throws: `TensorFileError` when a number is not finite or the file cannot be written.
  public func write(to path: String) throws(TensorFileError) {
    let bytes = try encoded(path: path)
    do {
      try AtomicFile.write(bytes, to: path)
    } catch {
      throw .file(error)
    }
  }

  /// The bytes of the file; the same content always gives the same bytes.
  ///
  /// They are the bytes that the reference implementation writes: whole numbers first, as I64, then floats, as
  /// F32, both in the order of their names' bytes; the header padded with spaces to a multiple of
  /// eight bytes. Metadata, which the reference writes in any order, are in the order of their keys' bytes.
  ///
  /// - Parameter path: The name of the file, for messages.
  /// - Returns: The whole file.
  /// - Throws: `TensorFileError.notFinite`.
  public func encoded(path: String) throws(TensorFileError) -> [UInt8] {
    let names = try checkedNames(path: path)
    let header = header(of: names)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + dataSize)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: header)
    for name in names.integers { append(integers[name]?.elements ?? [], to: &bytes) }
    for name in names.tensors { append(tensors[name]?.elements ?? [], to: &bytes) }
    return bytes
  }

  private typealias Names = (integers: [String], tensors: [String])

  private func checkedNames(path: String) throws(TensorFileError) -> Names {
    let names: Names = (sortedByBytes(integers.keys), sortedByBytes(tensors.keys))
    for name in names.integers + names.tensors {
      let isName = name != "__metadata__" && name.utf8.count <= SafetensorsLimits().nameBytes
      precondition(isName, "\(name) cannot name a tensor")
    }
    for name in names.tensors {
      precondition(integers[name] == nil, "\(name) names two tensors")
      if let index = firstNonFinite(tensors[name]?.elements ?? []) {
        throw .notFinite(path: path, name: name, index: index)
      }
    }
    return names
  }

  private var dataSize: Int {
    integers.values.reduce(0) { $0 + 8 * $1.elements.count } + tensors.values.reduce(0) { $0 + 4 * $1.count }
  }

  private func header(of names: Names) -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let pairs = sortedByBytes(metadata.keys).map { "\(json($0)):\(json(metadata[$0] ?? ""))" }
      members.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    for name in names.integers {
      members.append(member(name, .int64, shape: integers[name]?.shape ?? [], at: &offset))
    }
    for name in names.tensors {
      members.append(member(name, .float32, shape: tensors[name]?.shape ?? [], at: &offset))
    }
    let text = Array("{\(members.joined(separator: ","))}".utf8)
    return text + [UInt8](repeating: 0x20, count: (8 - text.count % 8) % 8)
  }

  /// The header's member for a tensor whose bytes start at `offset`, which moves past them.
  private func member(
    _ name: String, _ type: ElementType, shape: [Int], at offset: inout Int
  ) -> String {
    let begin = offset
    offset += shape.reduce(type.width, *)
    let axes = shape.map(String.init).joined(separator: ",")
    return "\(json(name)):{\"dtype\":\"\(type.rawValue)\",\"shape\":[\(axes)],"
      + "\"data_offsets\":[\(begin),\(offset)]}"
  }
}

private func append<Element: BitwiseCopyable>(_ elements: [Element], to bytes: inout [UInt8]) {
  elements.withUnsafeBytes { bytes.append(contentsOf: $0) }
}

private func sortedByBytes(_ names: some Sequence<String>) -> [String] {
  names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// A JSON string, escaped as the reference implementation does.
private func json(_ text: String) -> String {
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": escaped += "\\\""
    case "\\": escaped += "\\\\"
    case "\u{8}": escaped += "\\b"
    case "\u{c}": escaped += "\\f"
    case "\n": escaped += "\\n"
    case "\r": escaped += "\\r"
    case "\t": escaped += "\\t"
    case ..<" ":
      let digits = String(scalar.value, radix: 16)
      escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return "\"\(escaped)\""
}
