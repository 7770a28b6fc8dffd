/// Finds what somebody meant to write.
enum Spelling {
  /// The word that takes the fewest changed, missing or additional letters to become `name`; nil when none is near.
  static func nearest(to name: String, among words: some Collection<String>) -> String? {
    let distances = words.sorted().map { (word: $0, distance: distance(Array(name), Array($0))) }
    guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(2, name.count / 3) ? best.word : nil
  }

  /// The edit distance (Levenshtein 1966).
  static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var row = Array(0...second.count)
    for (i, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in second.enumerated() {
        let replaced = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[second.count]
  }
}
