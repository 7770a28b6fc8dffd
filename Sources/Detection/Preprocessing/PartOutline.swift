/// Which pixels of a frame show the part.
struct PartOutline: Sendable {
  private let frame: FrameMask

  /// The smallest rectangle of the frame around the part.
  let box: PixelRectangle

  /// An outline from a mask that may be coarser than the frame; nil when nothing is marked.
  init?(mask: [Bool], maskHeight: Int, maskWidth: Int, frameHeight: Int, frameWidth: Int) {
    guard let (rows, columns) = Self.extent(of: mask, width: maskWidth) else { return nil }
    frame = FrameMask(
      mask: mask, maskHeight: maskHeight, maskWidth: maskWidth, frameHeight: frameHeight,
      frameWidth: frameWidth)
    let top = rows.lowerBound * frameHeight / maskHeight
    let left = columns.lowerBound * frameWidth / maskWidth
    let bottom = (rows.upperBound * frameHeight + maskHeight - 1) / maskHeight
    let right = (columns.upperBound * frameWidth + maskWidth - 1) / maskWidth
    box = PixelRectangle(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// The longer side of the box, as a share of the longer side of the frame.
  var share: Double { Double(max(box.width, box.height)) / Double(max(frame.frameHeight, frame.frameWidth)) }

  /// Whether each pixel of a view shows the part, row by row.
  func mask(in mapping: FrameMapping) -> [Bool] { frame.mask(in: mapping) }

  /// The outline of what is inspected of the part; nil when nothing is.
  func inspected(by mask: PixelMask?) -> PartOutline? {
    guard let mask else { return self }
    let (rows, columns) = (frame.maskHeight, frame.maskWidth)
    let kept = frame.mask.enumerated().map { pixel, isPart in
      let row = (2 * (pixel / columns) + 1) * mask.height / (2 * rows)
      let column = (2 * (pixel % columns) + 1) * mask.width / (2 * columns)
      return isPart && mask.isInspected[row * mask.width + column]
    }
    return PartOutline(
      mask: kept, maskHeight: rows, maskWidth: columns, frameHeight: frame.frameHeight,
      frameWidth: frame.frameWidth)
  }

  private static func extent(of mask: [Bool], width: Int) -> (rows: Range<Int>, columns: Range<Int>)? {
    guard let first = mask.firstIndex(of: true), let last = mask.lastIndex(of: true) else { return nil }
    var columns = (first: width, last: 0)
    for (pixel, isMarked) in mask.enumerated() where isMarked {
      columns = (min(columns.first, pixel % width), max(columns.last, pixel % width))
    }
    return (first / width..<last / width + 1, columns.first..<columns.last + 1)
  }
}
