/// The settings of a network in the metadata of its file.
struct NetworkSettings {
  private let metadata: [String: String]
  private let path: String

  init(_ metadata: [String: String], path: String) {
    self.metadata = metadata
    self.path = path
  }

  /// A whole number; the default when the key is absent.
  func integer(
    _ key: String, default standard: Int, in range: ClosedRange<Int>
  ) throws(WeightsError) -> Int {
    guard let text = metadata[key] else { return standard }
    guard let value = Int(text), range.contains(value) else {
      throw .setting(
        path: path, key: key, expected: "a whole number in \(range.lowerBound)...\(range.upperBound)",
        found: text)
    }
    return value
  }

  /// A positive number; the default when the key is absent.
  func number(
    _ key: String, default standard: Float, in range: ClosedRange<Float>
  ) throws(WeightsError) -> Float {
    guard let text = metadata[key] else { return standard }
    guard let value = Float(text), range.contains(value) else {
      throw .setting(
        path: path, key: key, expected: "a number in \(range.lowerBound)...\(range.upperBound)", found: text)
    }
    return value
  }

  /// Ascending whole numbers with commas between them; the default when the key is absent.
  func integers(
    _ key: String, default standard: [Int], in range: Range<Int>
  ) throws(WeightsError) -> [Int] {
    guard let text = metadata[key] else { return standard }
    let values = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Int($0.filter { $0 != " " })
    }
    let found = values.compactMap { $0 }
    let isAscending = zip(found, found.dropFirst()).allSatisfy { $0 < $1 }
    guard found.count == values.count, isAscending, found.allSatisfy(range.contains) else {
      throw .setting(
        path: path, key: key,
        expected:
          "ascending whole numbers in \(range.lowerBound)...\(range.upperBound - 1), as in \"3,7,11\"",
        found: text)
    }
    return found
  }

  /// The error for a setting that is wrong in the light of others.
  func refusal(_ key: String, expected: String, found: String) -> WeightsError {
    .setting(path: path, key: key, expected: expected, found: found)
  }
}
