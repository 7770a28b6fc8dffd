import Foundation

/// Colors for numbers in 0...1, straight between control points.
public struct ColorMap: Sendable {
  private let points: [Color]

  /// A map through colors at equal distances.
  ///
  /// - Parameter points: The colors from 0 to 1; at least two.
  public init(points: [Color]) {
    precondition(points.count >= 2, "a color map of \(points.count) colors")
    self.points = points
  }

  /// Violet over red to yellow, of evenly rising lightness, readable with every kind of color blindness.
  ///
  /// After "plasma" by Smith, van der Walt and Firing (matplotlib, public domain), at eight points.
  public static let plasma: ColorMap = ColorMap(
    points: [0x0d0887, 0x5402a3, 0x8b0aa5, 0xb93289, 0xdb5c68, 0xf48849, 0xfebc2b, 0xf0f921].map(
      Color.init(hex:)))

  /// The colors at equal distances as six hexadecimal digits each, for drawings and scripts.
  var hexadecimal: [String] {
    points.map { point in
      [point.red, point.green, point.blue].map { String(format: "%02x", Int(($0 * 255).rounded())) }.joined()
    }
  }

  /// The color of a number; numbers outside 0...1, and NaN, take the nearer end.
  public func color(at position: Float) -> Color {
    let scaled = max(0, min(position, 1)) * Float(points.count - 1)
    guard scaled > 0 else { return points[0] }
    let low = min(Int(scaled), points.count - 2)
    return points[low].mixed(with: points[low + 1], share: scaled - Float(low))
  }
}
