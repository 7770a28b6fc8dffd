import Tensors

/// A picture to draw on; whatever falls outside is left out.
struct Canvas {
  let width: Int
  let height: Int
  private var pixels: [Float]

  /// A picture of one color.
  init(width: Int, height: Int, color: Color) {
    self.width = width
    self.height = height
    pixels = [Float](repeating: 0, count: width * height * 3)
    fill(Rectangle(left: 0, top: 0, width: width, height: height), color)
  }

  /// The picture `[height, width, 3]`.
  var image: Tensor { Tensor(shape: [height, width, 3], elements: pixels) }

  /// Puts a color on a pixel, covering what is there by `opacity`.
  mutating func blend(_ color: Color, opacity: Float = 1, column: Int, row: Int) {
    guard column >= 0, column < width, row >= 0, row < height else { return }
    let offset = (row * width + column) * 3
    pixels[offset] += (color.red - pixels[offset]) * opacity
    pixels[offset + 1] += (color.green - pixels[offset + 1]) * opacity
    pixels[offset + 2] += (color.blue - pixels[offset + 2]) * opacity
  }

  /// Fills a rectangle.
  mutating func fill(_ rectangle: Rectangle, _ color: Color) {
    for row in rectangle.top..<rectangle.top + rectangle.height {
      for column in rectangle.left..<rectangle.left + rectangle.width {
        blend(color, column: column, row: row)
      }
    }
  }

  /// Copies an image `[height, width, 3]` to a place.
  mutating func place(_ image: Tensor, left: Int, top: Int) {
    for row in 0..<min(image.shape[0], height - top) {
      let count = min(image.shape[1], width - left) * 3
      let source = row * image.rowCount
      let target = ((row + top) * width + left) * 3
      pixels.replaceSubrange(target..<target + count, with: image.elements[source..<source + count])
    }
  }
}

/// A part of a picture, in pixels.
struct Rectangle {
  var left: Int
  var top: Int
  var width: Int
  var height: Int
}
