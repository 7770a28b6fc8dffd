import Foundation

/// Reads numbers one after another, from text or from binary data.
struct ValueReader {
  /// How numbers are written.
  enum Encoding {
    case text, littleEndian, bigEndian
  }

  private let bytes: UnsafeRawBufferPointer
  private let encoding: Encoding

  /// The place of the next number.
  private(set) var position: Int

  /// Starts at a position.
  ///
  /// - Parameters:
  ///   - bytes: The file; of text a zero byte stands behind them.
  ///   - encoding: How numbers are written.
  ///   - position: Where to start.
  init(_ bytes: UnsafeRawBufferPointer, encoding: Encoding, at position: Int) {
    self.bytes = bytes
    self.encoding = encoding
    self.position = position
  }

  /// The next number; nil where the file ends, or something else stands there.
  mutating func next(_ type: ScalarType) -> Double? {
    guard encoding != .text else { return nextWord() }
    guard type.size <= bytes.count - position else { return nil }
    defer { position += type.size }
    return type.load(bytes, at: position, isBigEndian: encoding == .bigEndian)
  }

  /// Passes over binary data; false when the file ends before.
  mutating func skip(_ count: Int) -> Bool {
    guard count <= bytes.count - position else { return false }
    position += count
    return true
  }

  private mutating func nextWord() -> Double? {
    guard position < bytes.count, let base = bytes.baseAddress else { return nil }
    let start = (base + position).assumingMemoryBound(to: CChar.self)
    var end: UnsafeMutablePointer<CChar>?
    let value = strtod(start, &end)
    guard let end, UnsafePointer(end) != start else { return nil }
    position += UnsafePointer(end) - start
    guard position >= bytes.count || Self.isSpace(bytes[position]) else { return nil }
    return value
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

extension CloudSource {
  /// Lets `body` read numbers from a position on.
  func withValues<Result>(
    _ encoding: ValueReader.Encoding, at position: Int,
    _ body: (inout ValueReader) throws(CloudFileError) -> Result
  ) throws(CloudFileError) -> Result {
    // Numbers in text are read up to what cannot belong to them: there must be something behind the last.
    let bytes = encoding == .text ? content + [0] : content
    return try bytes.withUnsafeBufferPointer { (buffer) throws(CloudFileError) in
      let file = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[..<content.count]))
      var values = ValueReader(file, encoding: encoding, at: position)
      return try body(&values)
    }
  }
}
