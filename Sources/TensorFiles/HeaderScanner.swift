/// Reads the JSON of a header, and only what a header may hold.
///
/// It is a parser of our own because general ones accept duplicate keys and `1.0` for a whole number. It does
/// not call itself, so nesting cannot exhaust the stack.
struct HeaderScanner {
  private let text: [UInt8]
  private let path: String
  private(set) var position = 0

  init(_ text: [UInt8], path: String) {
    self.text = text
    self.path = path
  }

  /// Reads `{"key": value, …}`; `body` must read each value.
  mutating func members(
    _ body: (inout HeaderScanner, String) throws(TensorFileError) -> Void
  ) throws(TensorFileError) {
    try expect("{")
    if take("}") { return }
    repeat {
      let key = try string()
      try expect(":")
      try body(&self, key)
    } while take(",")
    try expect("}")
  }

  /// Reads `[1, 2, …]` of at most `limit` numbers.
  mutating func wholeNumbers(limit: Int) throws(TensorFileError) -> [Int] {
    var numbers: [Int] = []
    try expect("[")
    if take("]") { return numbers }
    repeat {
      guard numbers.count < limit else { throw fault(expected: "at most \(limit) numbers in a list") }
      numbers.append(try wholeNumber())
    } while take(",")
    try expect("]")
    return numbers
  }

  /// Makes sure that nothing but white space is left.
  mutating func finish() throws(TensorFileError) {
    skipSpace()
    guard position == text.count else { throw fault(expected: "the end of the header") }
  }

  /// Reads a number without sign, fraction or exponent that fits an `Int`.
  private mutating func wholeNumber() throws(TensorFileError) -> Int {
    skipSpace()
    let start = position
    var value = 0
    while let byte = peek, isDigit(byte) {
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = scaled.addingReportingOverflow(Int(byte - zero))
      guard !overflow && !carry else { throw fault(expected: "a number below 2^63") }
      value = sum
      position += 1
    }
    let hasLeadingZero = position - start > 1 && text[start] == zero
    guard position > start, !hasLeadingZero else { throw fault(expected: "a whole number") }
    return value
  }

  /// Skips white space and takes `character`, or throws.
  private mutating func expect(_ character: Unicode.Scalar) throws(TensorFileError) {
    guard take(character) else { throw fault(expected: "'\(character)'") }
  }

  /// Skips white space and takes `character` if it is next.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
  }

  private var peek: UInt8? { position < text.count ? text[position] : nil }

  /// An error at the present position.
  private func fault(expected: String) -> TensorFileError {
    .malformed(
      path: path, part: "header, byte \(position)", expected: expected, found: nextText)
  }

  private var nextText: String {
    guard let byte = peek else { return "the end of the header" }
    return byte > 0x20 && byte < 0x7f
      ? "'\(Unicode.Scalar(byte))'" : "the byte 0x" + String(byte, radix: 16)
  }
}

// MARK: - Strings

extension HeaderScanner {
  /// Reads a string: valid UTF-8, no raw control characters, no halves of surrogate pairs.
  mutating func string() throws(TensorFileError) -> String {
    try expect("\"")
    let start = position
    var content: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault(expected: "an escaped control character") }
      position += 1
      guard byte == UInt8(ascii: "\\") else {
        content.append(byte)
        continue
      }
      content.append(contentsOf: String(try escape()).utf8)
    }
    try expect("\"")
    if let string = String(validating: content, as: UTF8.self) { return string }
    position = start
    throw fault(expected: "a string in UTF-8")
  }

  /// Reads what follows a backslash.
  private mutating func escape() throws(TensorFileError) -> Unicode.Scalar {
    guard let byte = peek else { throw fault(expected: "an escape sequence") }
    position += 1
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": return Unicode.Scalar(byte)
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try unicodeEscape()
    default:
      position -= 1
      throw fault(expected: "an escape sequence")
    }
  }

  /// Reads four hexadecimal digits, and the second half of the pair when they are a first one.
  private mutating func unicodeEscape() throws(TensorFileError) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let isPair = first < 0xdc00 && takeRaw("\\") && takeRaw("u")
    guard isPair else { throw fault(expected: "a pair of surrogates") }
    let second = try hexadecimal()
    let isSecond = (0xdc00...0xdfff).contains(second)
    let value = 0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff)
    guard isSecond, let scalar = Unicode.Scalar(value) else {
      throw fault(expected: "a pair of surrogates")
    }
    return scalar
  }

  private mutating func hexadecimal() throws(TensorFileError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault(expected: "four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  /// Takes `character` if it is the very next byte.
  private mutating func takeRaw(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }
}

private let zero = UInt8(ascii: "0")

private func isDigit(_ byte: UInt8) -> Bool { byte >= zero && byte <= zero + 9 }
