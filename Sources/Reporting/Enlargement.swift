import Tensors

/// Brings a picture or a map to a whole multiple of its size, smoothly.
enum Enlargement {
  /// The factor that makes a small picture large enough for a legend, within 16 million pixels.
  static func factor(height: Int, width: Int) -> Int {
    let wanted = max((480 + height - 1) / height, 1)
    let room = (16_000_000 / (height * width)).squareRootRoundedDown
    return max(1, min(wanted, room))
  }

  /// Bilinear between pixel centres.
  ///
  /// - Parameters:
  ///   - image: `[height, width]` or `[height, width, channels]`.
  ///   - factor: How many times as high and wide the result is.
  /// - Returns: The enlarged image.
  static func enlarge(_ image: Tensor, by factor: Int) -> Tensor {
    guard factor > 1 else { return image }
    let (height, width) = (image.shape[0], image.shape[1])
    let channels = image.shape.count == 3 ? image.shape[2] : 1
    var result: [Float] = []
    result.reserveCapacity(image.count * factor * factor)
    image.withUnsafeElements { source in
      for row in 0..<height * factor {
        let (top, bottom, down) = neighbours(row, factor: factor, count: height)
        for column in 0..<width * factor {
          let (left, right, across) = neighbours(column, factor: factor, count: width)
          for channel in 0..<channels {
            let at = { (row: Int, column: Int) in source[(row * width + column) * channels + channel] }
            let upper = at(top, left) + (at(top, right) - at(top, left)) * across
            let lower = at(bottom, left) + (at(bottom, right) - at(bottom, left)) * across
            result.append(upper + (lower - upper) * down)
          }
        }
      }
    }
    return Tensor(shape: [height * factor, width * factor] + image.shape.dropFirst(2), elements: result)
  }

  private static func neighbours(_ index: Int, factor: Int, count: Int) -> (Int, Int, Float) {
    let position = (Float(index) + 0.5) / Float(factor) - 0.5
    let low = max(Int(position), 0)
    return (low, min(low + 1, count - 1), max(position - Float(low), 0))
  }
}

extension Int {
  fileprivate var squareRootRoundedDown: Int { Int(Double(self).squareRoot()) }
}
