/// A color of the screen (sRGB), each part in 0...1.
public struct Color: Sendable, Equatable {
  /// The red part.
  public var red: Float

  /// The green part.
  public var green: Float

  /// The blue part.
  public var blue: Float

  /// A color from its parts.
  public init(red: Float, green: Float, blue: Float) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A color from the usual six hexadecimal digits, such as `0xff8800`.
  init(hex: UInt32) {
    red = Float(hex >> 16 & 0xff) / 255
    green = Float(hex >> 8 & 0xff) / 255
    blue = Float(hex & 0xff) / 255
  }

  /// The color a share of the way to another one.
  func mixed(with other: Color, share: Float) -> Color {
    Color(
      red: red + (other.red - red) * share,
      green: green + (other.green - green) * share,
      blue: blue + (other.blue - blue) * share)
  }
}
