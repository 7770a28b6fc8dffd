/// An axis-aligned rectangle of whole pixels.
public struct PixelRectangle: Sendable, Equatable, Codable {
  /// The first column.
  public var x: Int

  /// The first row.
  public var y: Int

  /// The number of columns.
  public var width: Int

  /// The number of rows.
  public var height: Int

  /// A rectangle by its first pixel and its extent.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The rows inside.
  var rows: Range<Int> { y..<y + height }

  /// The columns inside.
  var columns: Range<Int> { x..<x + width }

  /// The pixels that two rectangles share; at least one pixel, inside `other`.
  func intersection(_ other: PixelRectangle) -> PixelRectangle {
    let first = (
      x: clamp(x, other.x, other.x + other.width - 1), y: clamp(y, other.y, other.y + other.height - 1)
    )
    let last = (
      x: clamp(x + width - 1, first.x, other.x + other.width - 1),
      y: clamp(y + height - 1, first.y, other.y + other.height - 1)
    )
    return PixelRectangle(x: first.x, y: first.y, width: last.x - first.x + 1, height: last.y - first.y + 1)
  }

  private func clamp(_ value: Int, _ low: Int, _ high: Int) -> Int { min(max(value, low), high) }
}
