import Evaluation
import Tensors

/// The part of a picture that is worth showing.
struct PictureCut {
  private let rows: Range<Int>
  private let columns: Range<Int>

  /// The whole picture.
  init(height: Int, width: Int) {
    rows = 0..<height
    columns = 0..<width
  }

  /// The square around some pixels, with a little room, as far as the picture reaches; all of it when there are none.
  init(around isShown: [Bool], height: Int, width: Int) {
    let shown = isShown.indices.filter { isShown[$0] }
    let (down, across) = (shown.map { $0 / width }, shown.map { $0 % width })
    let (top, bottom) = (down.min() ?? 0, down.max() ?? height - 1)
    let (left, right) = (across.min() ?? 0, across.max() ?? width - 1)
    let side = Int(Double(max(bottom - top, right - left) + 1) * 1.12) + 4
    rows = Self.span(around: top + bottom, side, within: height)
    columns = Self.span(around: left + right, side, within: width)
  }

  /// As much of a side as fits, with twice its middle as near to the given number as can be.
  private static func span(around doubledMiddle: Int, _ side: Int, within count: Int) -> Range<Int> {
    let length = min(side, count)
    let start = max(0, min((doubledMiddle - length + 1) / 2, count - length))
    return start..<start + length
  }

  /// Cuts an image `[height, width]` or `[height, width, channels]`.
  func of(_ image: Tensor) -> Tensor {
    let pixel = image.shape.count == 3 ? image.shape[2] : 1
    let elements = rows.flatMap { row in
      let start = row * image.rowCount
      return image.elements[start + columns.lowerBound * pixel..<start + columns.upperBound * pixel]
    }
    return Tensor(shape: [rows.count, columns.count] + image.shape.dropFirst(2), elements: elements)
  }

  /// Cuts a mask.
  func of(_ mask: DefectMask) -> DefectMask {
    let isDefect = rows.flatMap { row in
      mask.isDefect[row * mask.width + columns.lowerBound..<row * mask.width + columns.upperBound]
    }
    return DefectMask(height: rows.count, width: columns.count, isDefect: isDefect)
  }
}
