/// Which pixels of a frame show the part.
struct PartOutline: Sendable {
  private let mask: [Bool]
  private let maskHeight: Int
  private let maskWidth: Int
  private let frameHeight: Int
  private let frameWidth: Int

  /// The smallest rectangle of the frame around the part.
  let box: PixelRectangle

  /// An outline from a mask that may be coarser than the frame; nil when nothing is marked.
  init?(mask: [Bool], maskHeight: Int, maskWidth: Int, frameHeight: Int, frameWidth: Int) {
    guard let (rows, columns) = Self.extent(of: mask, width: maskWidth) else { return nil }
    self.mask = mask
    self.maskHeight = maskHeight
    self.maskWidth = maskWidth
    self.frameHeight = frameHeight
    self.frameWidth = frameWidth
    let top = rows.lowerBound * frameHeight / maskHeight
    let left = columns.lowerBound * frameWidth / maskWidth
    let bottom = (rows.upperBound * frameHeight + maskHeight - 1) / maskHeight
    let right = (columns.upperBound * frameWidth + maskWidth - 1) / maskWidth
    box = PixelRectangle(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// The longer side of the box, as a share of the longer side of the frame.
  var share: Double { Double(max(box.width, box.height)) / Double(max(frameHeight, frameWidth)) }

  /// Whether each pixel of a view shows the part, row by row.
  func mask(in mapping: FrameMapping) -> [Bool] {
    let side = mapping.side
    var result = [Bool](repeating: false, count: side * side)
    let columns = mapping.letterbox.columns.map {
      ($0, maskIndex($0, mapping.columns, frameWidth, maskWidth))
    }
    for row in mapping.letterbox.rows {
      let source = maskIndex(row, mapping.rows, frameHeight, maskHeight) * maskWidth
      for (column, sourceColumn) in columns { result[row * side + column] = mask[source + sourceColumn] }
    }
    return result
  }

  private func maskIndex(_ pixel: Int, _ axis: AxisMapping, _ frame: Int, _ mask: Int) -> Int {
    let position = axis.framePosition(Double(pixel) + 0.5) * Double(mask) / Double(frame)
    return min(max(Int(position), 0), mask - 1)
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
