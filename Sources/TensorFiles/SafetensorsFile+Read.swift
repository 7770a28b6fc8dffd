import Files
import Tensors

extension SafetensorsFile {
  /// Reads a file, one tensor after the other, so that its bytes and its numbers are not in memory at once.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - limits: What is accepted at most.
  /// - Returns: Its content; every number is finite.
  /// - Throws: `TensorFileError` that names the file and what is wrong with it.
  public static func read(
    _ path: String, limits: SafetensorsLimits = SafetensorsLimits()
  ) throws(TensorFileError) -> SafetensorsFile {
    try read(path, leaving: [], limits: limits).file
  }

  /// Reads a file except for some large tensors of 32-bit floats, which stay where they are.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - names: The tensors that may stay in the file.
  ///   - bytes: They stay if they take more bytes than that.
  ///   - limits: What is accepted at most.
  /// - Returns: The content that was read, in which every number is finite, and the tensors that stay, of which nothing but
  ///   the shape has been looked at.
  /// - Throws: `TensorFileError` that names the file and what is wrong with it.
  public static func read(
    _ path: String, leaving names: Set<String>, largerThan bytes: Int = 0,
    limits: SafetensorsLimits = SafetensorsLimits()
  ) throws(TensorFileError) -> (file: SafetensorsFile, stored: [String: StoredTensor]) {
    let file: OpenFile
    do {
      file = try OpenFile(path)
    } catch {
      throw .file(error)
    }
    guard file.size <= limits.fileBytes else {
      throw .file(.tooLarge(path: path, size: file.size, limit: limits.fileBytes))
    }
    let source = ByteSource(path: path, size: file.size) { range throws(FileError) in
      try file.read(at: range.lowerBound, count: range.count)
    }
    var stored: [String: StoredTensor] = [:]
    let content = try decode(source, limits: limits) { entry, offset in
      guard names.contains(entry.name), entry.type == .float32, entry.end - entry.begin > bytes else {
        return false
      }
      stored[entry.name] = StoredTensor(in: file, at: offset, shape: entry.shape)
      return true
    }
    return (content, stored)
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
    try decode(ByteSource(path: path, size: bytes.count) { Array(bytes[$0]) }, limits: limits)
  }

  /// Reads all tensors but those that `isLeft` says stay in the file, asked with their first byte in it.
  private static func decode(
    _ source: ByteSource, limits: SafetensorsLimits,
    leaving isLeft: (TensorEntry, Int) -> Bool = { _, _ in false }
  ) throws(TensorFileError) -> SafetensorsFile {
    let dataStart = try headerEnd(of: source, limits: limits)
    let header = try SafetensorsHeader(
      try source.bytes(8..<dataStart), dataSize: source.size - dataStart, path: source.path, limits: limits)
    var file = SafetensorsFile(metadata: header.metadata)
    for entry in header.entries where !isLeft(entry, dataStart + entry.begin) {
      let bytes = try source.bytes(dataStart + entry.begin..<dataStart + entry.end)
      try file.add(entry, from: bytes, path: source.path)
    }
    return file
  }

  /// The length of the file up to its data, from the first eight bytes.
  private static func headerEnd(
    of source: ByteSource, limits: SafetensorsLimits
  ) throws(TensorFileError) -> Int {
    try refuseOtherFormats(source)
    guard source.size >= 8 else {
      throw .malformed(
        path: source.path, part: "file", expected: "8 bytes of header length", found: "\(source.size) bytes")
    }
    let stated = try source.bytes(0..<8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let length = Int(clamping: stated)
    guard length <= limits.headerBytes else {
      throw .overLimit(
        path: source.path, quantity: "bytes of header", limit: limits.headerBytes, found: length)
    }
    guard length <= source.size - 8 else {
      throw .malformed(
        path: source.path, part: "file", expected: "a header of \(length) bytes",
        found: "\(source.size - 8) bytes")
    }
    return 8 + length
  }

  /// Gives the files that people take for safetensors a message of their own.
  private static func refuseOtherFormats(_ source: ByteSource) throws(TensorFileError) {
    let start = try source.bytes(0..<min(4, source.size))
    let end = try source.bytes(max(0, source.size - 1)..<source.size)
    let found: String
    if start == [0x50, 0x4b, 0x03, 0x04] {
      found = "a ZIP archive, as PyTorch writes; convert it first"
    } else if start.starts(with: [0x80, 0x02]) && end == [UInt8(ascii: ".")] {
      found = "a Python pickle; convert it first"
    } else {
      return
    }
    throw .malformed(path: source.path, part: "file", expected: "a safetensors file", found: found)
  }

  private mutating func add(
    _ entry: TensorEntry, from bytes: [UInt8], path: String
  ) throws(TensorFileError) {
    let floats = bytes.withUnsafeBytes { entry.type.floats($0) }
    if let floats {
      if let index = firstNonFinite(floats) {
        throw .notFinite(path: path, name: entry.name, index: index)
      }
      tensors[entry.name] = Tensor(shape: entry.shape, elements: floats)
      return
    }
    let stored = bytes.withUnsafeBytes { entry.type.integers($0) }
    let whole = (stored ?? []).compactMap { $0 }
    guard whole.count == stored?.count else {
      throw .malformed(
        path: path, part: "tensor \(quoted(entry.name))",
        expected: entry.type == .bool ? "bytes 0 and 1" : "numbers below 2^63", found: "others")
    }
    integers[entry.name] = IntegerTensor(shape: entry.shape, elements: whole)
  }
}
