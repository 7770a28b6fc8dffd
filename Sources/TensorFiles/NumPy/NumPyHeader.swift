/// What the header of a NumPy file says: a Python dictionary of three entries, read without Python.
struct NumPyHeader {
  /// The type of the numbers.
  private(set) var type = ElementType.float32

  /// Whether numbers are stored with the most significant byte first.
  private(set) var isBigEndian = false

  /// Whether the first axis runs fastest.
  private(set) var isFortranOrder = false

  /// The length of each axis.
  private(set) var shape: [Int] = []

  /// Where the numbers begin.
  let dataStart: Int

  private static let lengthLimit = 64 << 10

  /// Reads and checks the header of a file.
  init(_ source: ByteSource) throws(TensorFileError) {
    let start = try source.bytes(0..<min(12, source.size))
    guard start.count >= 10, start.starts(with: [0x93] + Array("NUMPY".utf8)), (1...3).contains(start[6])
    else {
      throw Self.malformed(source, "a NumPy file of version 1, 2 or 3", "other first bytes")
    }
    let lengthBytes = start[6] == 1 ? 2 : 4
    guard start.count >= 8 + lengthBytes else {
      throw Self.malformed(source, "a length", "the end of the file")
    }
    let length = start[8..<8 + lengthBytes].reversed().reduce(0) { $0 << 8 | Int($1) }
    dataStart = 8 + lengthBytes + length
    guard length <= Self.lengthLimit, dataStart <= source.size else {
      throw Self.malformed(
        source, "a header of at most \(Self.lengthLimit) bytes within the file", "\(length)")
    }
    let text = String(decoding: try source.bytes(8 + lengthBytes..<dataStart), as: UTF8.self)
    try read(text, source)
  }

  private mutating func read(_ text: String, _ source: ByteSource) throws(TensorFileError) {
    guard let entries = PythonEntries(text)?.values, Set(entries.keys) == ["descr", "fortran_order", "shape"]
    else {
      throw Self.malformed(source, "entries descr, fortran_order and shape", text)
    }
    guard case .text(let description) = entries["descr"], let type = Self.type(of: description) else {
      throw Self.malformed(
        source, "whole numbers of 8 to 64 bits or floats of 16 to 64",
        "descr \(entries["descr"]?.words ?? "")")
    }
    guard case .word(let order) = entries["fortran_order"], ["True", "False"].contains(order) else {
      throw Self.malformed(source, "fortran_order True or False", text)
    }
    guard case .numbers(let shape) = entries["shape"] else {
      throw Self.malformed(source, "a shape of whole numbers", text)
    }
    self.type = type
    self.shape = shape
    isBigEndian = description.hasPrefix(">")
    isFortranOrder = order == "True" && shape.count > 1
  }

  private static func type(of description: String) -> ElementType? {
    guard let first = description.first, "<>|=".contains(first) else { return nil }
    let types: [String: ElementType] = [
      "f2": .float16, "f4": .float32, "f8": .float64, "i1": .int8, "i2": .int16, "i4": .int32, "i8": .int64,
      "u1": .uint8, "u2": .uint16, "u4": .uint32, "u8": .uint64, "b1": .bool,
    ]
    return types[String(description.dropFirst())]
  }

  private static func malformed(_ source: ByteSource, _ expected: String, _ found: String) -> TensorFileError
  {
    let shown = found.count > 120 ? found.prefix(120) + "…" : Substring(found)
    return .malformed(path: source.path, part: "header", expected: expected, found: quoted(String(shown)))
  }
}
