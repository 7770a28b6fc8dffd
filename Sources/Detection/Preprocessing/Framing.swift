/// Which part of the frame the square view shows.
///
/// The view follows the part: it is centred on it, and as large for every part of a product, so that the same
/// surface always fills the same number of patches wherever the part lies.
struct Framing: Sendable {
  /// The longer side of the view, as a share of the longer side of the frame; 1 shows the whole frame.
  let share: Double

  /// Room around the largest training part, so that no test part is cut.
  static let margin = 1.08

  /// The rectangle to show of a frame of `height` rows and `width` columns.
  func region(around outline: PartOutline, height: Int, width: Int) -> PixelRectangle {
    let wanted = Int((max(share, outline.share) * Double(max(height, width))).rounded(.up))
    let rows = min(wanted, height)
    let columns = min(wanted, width)
    let box = outline.box
    return PixelRectangle(
      x: min(max(box.x + box.width / 2 - columns / 2, 0), width - columns),
      y: min(max(box.y + box.height / 2 - rows / 2, 0), height - rows), width: columns, height: rows)
  }
}
