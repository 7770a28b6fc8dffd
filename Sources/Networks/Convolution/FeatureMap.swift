import Tensors

/// The activations of one layer, `[height, width, channels]`, inside a border of zeros.
///
/// The border lets a window hang over the edge without a test; below and to the right it also fills up the last
/// Winograd tiles. Kernels write the inside only, so the border stays zero.
package final class FeatureMap: Sendable {
  /// The rows inside the border.
  package let height: Int

  /// The columns inside the border.
  package let width: Int

  /// The channels of each pixel.
  package let channels: Int

  /// Pixels of zeros around the inside, at least.
  package let border: Int

  /// Floats from one row to the next.
  let rowStride: Int

  private let storage: AlignedFloats

  /// Zero activations.
  package init(height: Int, width: Int, channels: Int, border: Int = 1) {
    precondition(
      height > 0 && width > 0 && channels > 0 && border >= 0,
      "a feature map of \(height) x \(width) x \(channels) with a border of \(border)")
    self.height = height
    self.width = width
    self.channels = channels
    self.border = border
    let columns = Self.wholeTiles(width) + 2 * border
    rowStride = columns * channels
    storage = AlignedFloats(count: (Self.wholeTiles(height) + 2 * border) * rowStride)
  }

  /// The first channel of the first pixel inside.
  var origin: UnsafeMutablePointer<Float> { storage.start + border * (rowStride + channels) }

  /// The size, for messages.
  var shape: [Int] { [height, width, channels] }

  /// Replaces the inside.
  package func fill(from tensor: Tensor) {
    precondition(tensor.shape == shape, "a tensor of shape \(tensor.shape) for a map of shape \(shape)")
    tensor.withUnsafeElements { elements in
      guard let source = elements.baseAddress else { return }
      for row in 0..<height {
        (origin + row * rowStride).update(from: source + row * width * channels, count: width * channels)
      }
    }
  }

  /// The inside as a tensor, `[height, width, channels]`.
  package func tensor(on pool: WorkerPool = WorkerPool(threadCount: 1)) -> Tensor {
    let rowCount = width * channels
    let elements = [Float](unsafeUninitializedCapacity: height * rowCount) { buffer, filled in
      guard let start = buffer.baseAddress else { return }
      let target = KernelArguments(start)
      pool.forEach(height) { [self] row in
        (target.value + row * rowCount).initialize(from: origin + row * rowStride, count: rowCount)
      }
      filled = height * rowCount
    }
    return Tensor(shape: shape, elements: elements)
  }

  /// The largest Winograd tile is four pixels wide.
  private static func wholeTiles(_ size: Int) -> Int { (size + 3) / 4 * 4 }
}
