import Files
import Tensors

extension SafetensorsFile {
  /// Reads a file whole.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - limits: What is accepted at most.
  /// - Returns: Its content; every number is finite.
  /// - Throws: `TensorFileError` that names the file and what is wrong with it.
  public static func read(
    _ path: String, limits: SafetensorsLimits = SafetensorsLimits()
  ) throws(TensorFileError) -> SafetensorsFile {
    let bytes: [UInt8]
    do {
      bytes = try InputFile.read(path, limit: limits.fileBytes)
    } catch {
      throw .file(error)
    }
    return try decode(bytes, path: path, limits: limits)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: Its name, for messages.
  ///   - limits: What is accepted at most.
  /// - Returns: Its content; every number is finite.
  /// - Throws: `TensorFileError` that names the file and what is wrong with it.
  public static func decode(
    _ bytes: [UInt8], path: String, limits: SafetensorsLimits = SafetensorsLimits()
  ) throws(TensorFileError) -> SafetensorsFile {
    let dataStart = try headerEnd(of: bytes, path: path, limits: limits)
    let header = try SafetensorsHeader(
      Array(bytes[8..<dataStart]), dataSize: bytes.count - dataStart, path: path, limits: limits)
    var file = SafetensorsFile(metadata: header.metadata)
    for entry in header.entries {
      try file.add(entry, from: bytes, dataStart: dataStart, path: path)
    }
    return file
  }

  /// The length of the file up to its data, from the first eight bytes.
  private static func headerEnd(
    of bytes: [UInt8], path: String, limits: SafetensorsLimits
  ) throws(TensorFileError) -> Int {
    try refuseOtherFormats(bytes, path: path)
    guard bytes.count >= 8 else {
      throw .malformed(
        path: path, part: "file", expected: "8 bytes of header length", found: "\(bytes.count) bytes")
    }
    let stated = bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let length = Int(clamping: stated)
    guard length <= limits.headerBytes else {
      throw .overLimit(
        path: path, quantity: "bytes of header", limit: limits.headerBytes, found: length)
    }
    guard length <= bytes.count - 8 else {
      throw .malformed(
        path: path, part: "file", expected: "a header of \(length) bytes",
        found: "\(bytes.count - 8) bytes")
    }
    return 8 + length
  }

  /// Gives the files that people take for safetensors a message of their own.
  private static func refuseOtherFormats(_ bytes: [UInt8], path: String) throws(TensorFileError) {
    let found: String
    if bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) {
      found = "a ZIP archive, as PyTorch writes; convert it first"
    } else if bytes.starts(with: [0x80, 0x02]) && bytes.last == UInt8(ascii: ".") {
      found = "a Python pickle; convert it first"
    } else {
      return
    }
    throw .malformed(path: path, part: "file", expected: "a safetensors file", found: found)
  }

  private mutating func add(
    _ entry: TensorEntry, from bytes: [UInt8], dataStart: Int, path: String
  ) throws(TensorFileError) {
    let range = dataStart + entry.begin..<dataStart + entry.end
    let floats = bytes.withUnsafeBytes { entry.type.floats(UnsafeRawBufferPointer(rebasing: $0[range])) }
    if let floats {
      if let index = firstNonFinite(floats) {
        throw .notFinite(path: path, name: entry.name, index: index)
      }
      tensors[entry.name] = Tensor(shape: entry.shape, elements: floats)
      return
    }
    let stored = bytes.withUnsafeBytes { entry.type.integers(UnsafeRawBufferPointer(rebasing: $0[range])) }
    let whole = (stored ?? []).compactMap { $0 }
    guard whole.count == stored?.count else {
      throw .malformed(
        path: path, part: "tensor \(quoted(entry.name))",
        expected: entry.type == .bool ? "bytes 0 and 1" : "numbers below 2^63", found: "others")
    }
    integers[entry.name] = IntegerTensor(shape: entry.shape, elements: whole)
  }
}
