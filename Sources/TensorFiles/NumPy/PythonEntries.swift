/// The entries of a Python dictionary literal with values of three kinds; anything else is not read.
struct PythonEntries {
  /// A value.
  enum Value: Equatable {
    /// In quotes.
    case text(String)

    /// A name, such as `True`.
    case word(String)

    /// A tuple of whole numbers.
    case numbers([Int])

    /// The value for a message.
    var words: String {
      switch self {
      case .text(let text): text
      case .word(let word): word
      case .numbers(let numbers): "\(numbers)"
      }
    }
  }

  /// The values by their keys.
  private(set) var values: [String: Value] = [:]

  private var rest: Substring

  /// Reads a dictionary; nil when the text is none, or an entry comes twice.
  init?(_ text: String) {
    rest = text[...]
    guard take("{") else { return nil }
    while !take("}") {
      guard let key = quotedText(), take(":"), let value = value(), values[key] == nil else { return nil }
      values[key] = value
      guard take(",") || rest.first == "}" else { return nil }
    }
    skipSpace()
    guard rest.isEmpty else { return nil }
  }

  private mutating func value() -> Value? {
    skipSpace()
    if let text = quotedText() { return .text(text) }
    if take("(") { return numbers().map(Value.numbers) }
    let word = rest.prefix { $0.isLetter }
    rest = rest.dropFirst(word.count)
    return word.isEmpty ? nil : .word(String(word))
  }

  private mutating func numbers() -> [Int]? {
    var numbers: [Int] = []
    while !take(")") {
      skipSpace()
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits), numbers.count < 64 else { return nil }
      numbers.append(number)
      rest = rest.dropFirst(digits.count)
      _ = take("L")  // Python 2 wrote long numbers so
      guard take(",") || rest.first == ")" else { return nil }
    }
    return numbers
  }

  private mutating func quotedText() -> String? {
    skipSpace()
    guard let quote = rest.first, quote == "'" || quote == "\"" else { return nil }
    let text = rest.dropFirst().prefix { $0 != quote }
    guard text.count + 2 <= rest.count else { return nil }
    rest = rest.dropFirst(text.count + 2)
    return String(text)
  }

  /// Passes over a character behind spaces, if it stands there.
  private mutating func take(_ character: Character) -> Bool {
    skipSpace()
    guard rest.first == character else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func skipSpace() {
    rest = rest.drop { $0 == " " || $0 == "\n" }
  }
}
