/// Where a drawing puts its numbers, in the units of its view box.
struct ChartFrame {
  static let width = 340.0
  static let height = 236.0
  static let left = 42.0
  static let right = 326.0
  static let top = 12.0
  static let bottom = 196.0

  /// A line across the drawing with its number.
  struct Tick {
    let place: String
    let text: String
  }

  /// The place of a share of the width, in 0...1.
  static func x(_ share: Double) -> Double { left + share * (right - left) }

  /// The place of a share of the height, in 0...1 from the bottom.
  static func y(_ share: Double) -> Double { bottom - share * (bottom - top) }

  /// A path through points.
  static func path(_ points: [(x: Double, y: Double)]) -> String {
    points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(Figure.place(point.x)) \(Figure.place(point.y))"
    }.joined()
  }
}
