import Evaluation
import Tensors

/// Makes pictures smaller by whole factors.
enum Reduction {
  /// The mean over squares; what is left over at the right and the bottom falls away.
  ///
  /// - Parameters:
  ///   - image: `[height, width]` or `[height, width, channels]`.
  ///   - divisor: The side of the squares in pixels.
  /// - Returns: The smaller image.
  static func reduce(_ image: Tensor, by divisor: Int) -> Tensor {
    guard divisor > 1 else { return image }
    let (height, width) = (image.shape[0] / divisor, image.shape[1] / divisor)
    precondition(height > 0 && width > 0, "an image of \(image.shape) divided by \(divisor)")
    let channels = image.shape.count == 3 ? image.shape[2] : 1
    let weight = 1 / Float(divisor * divisor)
    var result = [Float](repeating: 0, count: height * width * channels)
    image.withUnsafeElements { source in
      for row in 0..<height * divisor {
        for column in 0..<width * divisor {
          let target = (row / divisor * width + column / divisor) * channels
          let start = (row * image.shape[1] + column) * channels
          for channel in 0..<channels { result[target + channel] += source[start + channel] * weight }
        }
      }
    }
    return Tensor(shape: [height, width] + image.shape.dropFirst(2), elements: result)
  }

  /// A square is defective where any pixel of it is.
  static func reduce(_ mask: DefectMask, by divisor: Int) -> DefectMask {
    guard divisor > 1 else { return mask }
    let (height, width) = (mask.height / divisor, mask.width / divisor)
    var isDefect = [Bool](repeating: false, count: height * width)
    for row in 0..<height * divisor {
      for column in 0..<width * divisor where mask.isDefect[row * mask.width + column] {
        isDefect[row / divisor * width + column / divisor] = true
      }
    }
    return DefectMask(height: height, width: width, isDefect: isDefect)
  }
}
