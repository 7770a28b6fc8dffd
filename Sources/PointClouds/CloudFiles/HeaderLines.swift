/// The lines of text before the points of a file.
struct HeaderLines {
  /// The words of each line that has any.
  private(set) var lines: [[String]] = []

  /// The first byte behind the last line.
  private(set) var end = 0

  /// Reads lines up to and with the first that begins with a word; nil when none does.
  init?(_ content: [UInt8], upTo word: String) {
    let limit = min(content.count, CloudFileLimits.headerBytes)
    while end < limit {
      guard let newline = content[end..<limit].firstIndex(of: 0x0A) else { return nil }
      let line = String(decoding: content[end..<newline], as: UTF8.self)
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      if !words.isEmpty { lines.append(words) }
      end = newline + 1
      if words.first == word { return }
    }
    return nil
  }
}
