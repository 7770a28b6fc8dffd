/// Words drawn with straight strokes, for embossing, engraving and print.
struct StrokeText {
  /// One straight stroke.
  struct Stroke {
    let ax: Float
    let ay: Float
    let bx: Float
    let by: Float
  }

  private let strokes: [Stroke]

  /// The width of the word when letters are one unit high.
  let width: Float

  /// Lays out capital letters, digits and spaces on a base line, centred at the origin, one unit high.
  init(_ text: String) {
    width = (Float(text.count) * 6 - 2) / 6
    var strokes: [Stroke] = []
    for (place, letter) in text.enumerated() {
      let left = Float(place) * 6 - Float(text.count * 6 - 2) / 2
      strokes += Self.strokes(of: letter, left: left)
    }
    self.strokes = strokes
  }

  /// The distance from a point to the nearest stroke.
  func distance(_ x: Float, _ y: Float) -> Float {
    var nearest = Float.greatestFiniteMagnitude
    for stroke in strokes {
      nearest = min(nearest, Distance.segment(x, y, stroke.ax, stroke.ay, stroke.bx, stroke.by))
    }
    return nearest
  }

  private static func strokes(of letter: Character, left: Float) -> [Stroke] {
    let lines = (shapes[letter] ?? "").split(separator: ",")
    return lines.flatMap { line in
      let points = line.split(separator: " ").map { pair in
        let digits = pair.compactMap(\.wholeNumberValue)
        return ((left + Float(digits[0])) / 6, (Float(digits[1]) - 3) / 6)
      }
      return zip(points, points.dropFirst()).map {
        Stroke(ax: $0.0, ay: $0.1, bx: $1.0, by: $1.1)
      }
    }
  }

  /// Strokes on a grid 4 wide and 6 high: points as two digits, lines separated by commas.
  private static let shapes: [Character: String] = [
    "A": "00 26 40,12 32", "B": "33 03 00 30 41 42 33 44 45 36 06 03", "C": "45 36 16 05 01 10 30 41",
    "D": "00 06 26 44 42 20 00", "E": "40 00 06 46,03 33", "F": "00 06 46,03 33",
    "G": "45 36 16 05 01 10 30 41 43 23", "H": "00 06,40 46,03 43", "I": "20 26", "K": "00 06,46 03 40",
    "L": "06 00 40", "M": "00 06 23 46 40", "N": "00 06 40 46", "O": "10 01 05 16 36 45 41 30 10",
    "P": "00 06 36 45 44 33 03", "J": "46 41 30 10 01", "Q": "10 01 05 16 36 45 41 30 10,23 40",
    "W": "06 10 23 30 46", "R": "00 06 36 45 44 33 03,23 40",
    "S": "45 36 16 05 04 13 33 42 41 30 10 01",
    "T": "20 26,06 46", "U": "06 01 10 30 41 46", "V": "06 20 46", "X": "00 46,06 40", "Y": "06 23 46,23 20",
    "Z": "06 46 00 40", "0": "10 01 05 16 36 45 41 30 10,11 35", "1": "15 26 20", "2": "05 16 36 45 44 00 40",
    "3": "05 16 36 45 44 33 13,33 42 41 30 10 01", "4": "30 36 02 42", "5": "46 06 03 33 42 41 30 10 01",
    "6": "45 36 16 05 01 10 30 41 42 33 03", "7": "06 46 10",
    "8": "13 04 05 16 36 45 44 33 13 02 01 10 30 41 42 33",
    "9": "43 13 04 05 16 36 45 41 30 10 01",
  ]
}
