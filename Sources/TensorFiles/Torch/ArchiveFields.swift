/// Numbers and names at given places of an archive's records.
struct ArchiveFields {
  private let bytes: [UInt8]
  let path: String

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  var count: Int { bytes.count }

  /// A number of up to eight bytes, the lowest first.
  func number(_ position: Int, _ width: Int) throws(TensorFileError) -> Int {
    let part = try part(position, width)
    let bits = part.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let number = Int(exactly: bits) else { throw fault }
    return number
  }

  /// A name.
  func text(_ position: Int, _ length: Int) throws(TensorFileError) -> String {
    guard let text = String(validating: try part(position, length), as: UTF8.self) else { throw fault }
    return text
  }

  private func part(_ position: Int, _ length: Int) throws(TensorFileError) -> ArraySlice<UInt8> {
    guard position >= 0, position <= bytes.count, length <= bytes.count - position else { throw fault }
    return bytes[position..<position + length]
  }

  private var fault: TensorFileError {
    .malformed(
      path: path, part: "archive", expected: "whole records", found: "fewer bytes; the file is cut short")
  }
}
