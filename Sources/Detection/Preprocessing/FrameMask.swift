/// A mask of a frame, perhaps coarser than the frame, to be looked up in a view.
struct FrameMask: Sendable {
  let mask: [Bool]
  let maskHeight: Int
  let maskWidth: Int
  let frameHeight: Int
  let frameWidth: Int

  /// The mask at the pixels of a view, row by row; false in its padding.
  func mask(in mapping: FrameMapping) -> [Bool] {
    let side = mapping.side
    var result = [Bool](repeating: false, count: side * side)
    let columns = mapping.letterbox.columns.map {
      ($0, Self.maskIndex($0, mapping.columns, frameWidth, maskWidth))
    }
    for row in mapping.letterbox.rows {
      let source = Self.maskIndex(row, mapping.rows, frameHeight, maskHeight) * maskWidth
      for (column, sourceColumn) in columns { result[row * side + column] = mask[source + sourceColumn] }
    }
    return result
  }

  private static func maskIndex(_ pixel: Int, _ axis: AxisMapping, _ frame: Int, _ mask: Int) -> Int {
    let position = axis.framePosition(Double(pixel) + 0.5) * Double(mask) / Double(frame)
    return min(max(Int(position), 0), mask - 1)
  }
}

extension PixelMask {
  /// Whether each pixel of a view is inspected.
  func mask(in mapping: FrameMapping) -> [Bool] {
    FrameMask(mask: isInspected, maskHeight: height, maskWidth: width, frameHeight: height, frameWidth: width)
      .mask(in: mapping)
  }
}
