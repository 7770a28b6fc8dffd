import Tensors

/// A picture as luminance and two chrominances (ITU-R BT.601, full range), each centred on 0.
struct JPEGPlanes {
  let height: Int
  let width: Int
  private let planes: [[Float]]

  init(_ image: Tensor) {
    height = image.shape[0]
    width = image.shape[1]
    var planes = [[Float]](repeating: [], count: 3)
    for pixel in 0..<height * width {
      let (red, green, blue) = (
        Self.level(image[flat: 3 * pixel]), Self.level(image[flat: 3 * pixel + 1]),
        Self.level(image[flat: 3 * pixel + 2])
      )
      planes[0].append(0.299 * red + 0.587 * green + 0.114 * blue - 128)
      planes[1].append(-0.168736 * red - 0.331264 * green + 0.5 * blue)
      planes[2].append(0.5 * red - 0.418688 * green - 0.081312 * blue)
    }
    self.planes = planes
  }

  /// The 8 x 8 values at a place; beyond the edge the last row and column go on.
  func block(_ component: Int, row: Int, column: Int) -> [Float] {
    let plane = planes[component]
    return (0..<64).map { index in
      let y = min(row + index / 8, height - 1)
      let x = min(column + index % 8, width - 1)
      return plane[y * width + x]
    }
  }

  private static func level(_ value: Float) -> Float {
    value > 0 ? (min(value, 1) * 255).rounded() : 0
  }
}
