/// The bytes of a pickle, read from front to back.
struct PickleReader {
  private let bytes: [UInt8]
  private let path: String

  /// The next byte.
  private(set) var position: Int

  init(_ bytes: [UInt8], at start: Int, path: String) {
    self.bytes = bytes
    self.path = path
    position = start
  }

  mutating func byte() throws(TensorFileError) -> UInt8 {
    try need(1)
    position += 1
    return bytes[position - 1]
  }

  mutating func skip(_ count: Int) throws(TensorFileError) {
    try need(count)
    position += count
  }

  /// A number of up to four bytes, the lowest first.
  mutating func unsigned(_ count: Int) throws(TensorFileError) -> Int {
    try need(count)
    position += count
    return bytes[position - count..<position].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// A signed number that states its own length; one of more than eight bytes is of no interest.
  mutating func long() throws(TensorFileError) -> PickledValue {
    let count = try unsigned(1)
    try need(count)
    position += count
    guard count <= 8 else { return .inert }
    let bits = bytes[position - count..<position].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard count > 0 else { return .integer(0) }
    let unused = UInt64(64 - 8 * count)
    return .integer(Int(Int64(bitPattern: bits << unused) >> Int64(unused)))
  }

  /// Text in UTF-8 after its length.
  mutating func text(lengthBytes: Int) throws(TensorFileError) -> String {
    let count = try unsigned(lengthBytes)
    try need(count)
    guard count <= Self.textLimit else {
      throw fault(expected: "text of up to \(Self.textLimit) bytes", found: "more")
    }
    position += count
    return try string(bytes[position - count..<position])
  }

  /// Text up to the end of a line.
  mutating func line() throws(TensorFileError) -> String {
    let rest = bytes[position...].prefix(Self.textLimit)
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
      throw fault(expected: "a line of up to \(Self.textLimit) bytes", found: "more")
    }
    defer { position = end + 1 }
    return try string(bytes[position..<end])
  }

  /// An error at the present position.
  func fault(expected: String, found: String) -> TensorFileError {
    .malformed(path: path, part: "pickle, byte \(position)", expected: expected, found: found)
  }

  /// Longer names and texts stand in no checkpoint.
  private static let textLimit = 4_096

  private func string(_ part: ArraySlice<UInt8>) throws(TensorFileError) -> String {
    guard let text = String(validating: part, as: UTF8.self) else {
      throw fault(expected: "text in UTF-8", found: "other bytes")
    }
    return text
  }

  private func need(_ count: Int) throws(TensorFileError) {
    guard count <= bytes.count - position else {
      throw fault(expected: "\(count) more bytes", found: "\(bytes.count - position)")
    }
  }
}
