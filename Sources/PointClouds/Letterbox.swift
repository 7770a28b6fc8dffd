/// Where an image lands when it is scaled to fit a square, its aspect kept, and padded evenly.
///
/// The content is centred; of an odd number of padding pixels the extra one comes after it.
public struct Letterbox: Sendable, Equatable {
  /// The rows of the original.
  public let sourceHeight: Int

  /// The columns of the original.
  public let sourceWidth: Int

  /// The side of the square in pixels.
  public let side: Int

  /// The rows of the square that show the original.
  public let rows: Range<Int>

  /// The columns of the square that show the original.
  public let columns: Range<Int>

  /// Fits `sourceHeight` by `sourceWidth` pixels into a square of `side`.
  public init(sourceHeight: Int, sourceWidth: Int, side: Int) {
    precondition(
      sourceHeight > 0 && sourceWidth > 0 && side > 0,
      "cannot fit \(sourceHeight) x \(sourceWidth) pixels into a square of side \(side)")
    self.sourceHeight = sourceHeight
    self.sourceWidth = sourceWidth
    self.side = side
    let longest = max(sourceHeight, sourceWidth)
    rows = Self.centered(sourceHeight, longest: longest, side: side)
    columns = Self.centered(sourceWidth, longest: longest, side: side)
  }

  private static func centered(_ length: Int, longest: Int, side: Int) -> Range<Int> {
    let content = max(1, Int((Double(length) * Double(side) / Double(longest)).rounded()))
    let start = (side - content) / 2
    return start..<start + content
  }

  /// Whether pixel (`row`, `column`) of the square shows the original.
  public func contains(row: Int, column: Int) -> Bool {
    rows.contains(row) && columns.contains(column)
  }
}
