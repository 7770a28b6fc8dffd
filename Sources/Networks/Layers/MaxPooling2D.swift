import Tensors

/// The largest value of each channel under a sliding window; pixels beyond the edge do not count.
///
/// Channels lie innermost: images are `[images, height, width, channels]`.
public struct MaxPooling2D: Layer {
  /// How the window slides.
  public let window: ImageWindow

  /// Pools under a window.
  public init(window: ImageWindow) {
    self.window = window
  }

  /// Maps `[images, height, width, channels]` to `[images, rows, columns, channels]`.
  public func forward(_ input: Tensor, on pool: WorkerPool) -> (output: Tensor, context: PoolingContext) {
    let columns = ConvolutionColumns(of: input.shape, window: window)
    let places = columns.places
    var output = Tensor(shape: [columns.images, places.rows, places.columns, columns.channels])
    var positions = output
    output.withDisjointElements { output in
      positions.withDisjointElements { positions in
        pool.forEach(columns.images * places.rows) { line in
          withElements(of: input) { input in
            guard let output = output.baseAddress, let positions = positions.baseAddress else { return }
            for column in 0..<places.columns {
              let offset = (line * places.columns + column) * columns.channels
              let largest = MaximumPositions(
                maxima: output + offset, positions: positions + offset, count: columns.channels)
              raise(largest, columns, input, line: line, column: column)
            }
          }
        }
      }
    }
    return (output, PoolingContext(inputShape: input.shape, positions: positions))
  }

  /// Maps `[images, rows, columns, channels]` to `[images, height, width, channels]`.
  public func backward(
    _ outputGradient: Tensor, _ context: PoolingContext, addingTo gradient: inout MaxPooling2D,
    on pool: WorkerPool
  ) -> Tensor {
    precondition(
      outputGradient.shape == context.positions.shape,
      "gradient of shape \(outputGradient.shape) for an output of shape \(context.positions.shape)")
    let columns = ConvolutionColumns(of: context.inputShape, window: window)
    let channels = columns.channels
    let gathered = pool.tensor(
      shape: [outputGradient.count / max(channels, 1), columns.depth], blockRows: 256
    ) {
      rows, block in
      for (place, row) in rows.enumerated() {
        for channel in 0..<channels {
          let position = Int(context.positions[flat: row * channels + channel])
          block[place * columns.depth + position * channels + channel] =
            outputGradient[flat: row * channels + channel]
        }
      }
    }
    return columns.scatter(gathered, on: pool)
  }

  /// Nothing to walk.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {}

  /// Goes through the window of one place.
  private func raise(
    _ largest: MaximumPositions, _ columns: ConvolutionColumns, _ input: UnsafePointer<Float>, line: Int,
    column: Int
  ) {
    largest.start()
    let rows = columns.places.rows
    for vertical in 0..<window.vertical.size {
      guard let y = window.vertical.pixel(at: line % rows, position: vertical, length: columns.height)
      else { continue }
      for horizontal in 0..<window.horizontal.size {
        guard let x = window.horizontal.pixel(at: column, position: horizontal, length: columns.width)
        else { continue }
        let pixel = (line / rows * columns.height + y) * columns.width + x
        largest.raise(
          to: input + pixel * columns.channels, at: vertical * window.horizontal.size + horizontal)
      }
    }
  }
}
