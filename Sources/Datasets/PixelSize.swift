/// The height and width of an image in pixels.
public struct PixelSize: Sendable, Equatable, CustomStringConvertible {
  /// The number of rows.
  public let height: Int

  /// The number of columns.
  public let width: Int

  /// A size.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// The size after a quarter turn.
  public var transposed: PixelSize { PixelSize(height: width, width: height) }

  /// The number of pixels.
  public var count: Int { height * width }

  /// In words, height first.
  public var description: String { "\(height) pixels high and \(width) wide" }
}
