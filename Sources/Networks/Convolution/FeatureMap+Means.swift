import Tensors

extension FeatureMap {
  /// The mean of each channel over 3 x 3 neighbours, stride 1, as a tensor `[height, width, channels]`.
  ///
  /// Neighbours outside are zeros and counted, so every sum is divided by nine (PyTorch's `avg_pool2d` with a
  /// padding of 1).
  package func localMeans(on pool: WorkerPool) -> Tensor {
    precondition(border >= 1, "a map without a border has no neighbours outside")
    return pool.tensor(shape: shape, blockRows: 4) { [self] rows, elements in
      guard let target = elements.baseAddress else { return }
      for row in rows {
        for column in 0..<width {
          let start = ((row - rows.lowerBound) * width + column) * channels
          writeMean(row, column, to: target + start)
        }
      }
    }
  }

  private func writeMean(_ row: Int, _ column: Int, to target: UnsafeMutablePointer<Float>) {
    let middle = origin + row * rowStride + column * channels
    let (above, below) = (middle - rowStride, middle + rowStride)
    let count = channels
    var channel = 0
    while channel < count {
      let (left, right) = (channel &- count, channel &+ count)
      let first = above[left] + above[channel] + above[right]
      let second = middle[left] + middle[channel] + middle[right]
      let third = below[left] + below[channel] + below[right]
      target[channel] = (first + second + third) / 9
      channel &+= 1
    }
  }
}
