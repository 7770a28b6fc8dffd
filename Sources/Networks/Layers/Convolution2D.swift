import Tensors

/// A two-dimensional convolution (a cross-correlation, as everywhere in this field), for training.
///
/// Channels lie innermost: images are `[images, height, width, channels]`.
public struct Convolution2D: Layer {
  /// The kernels in PyTorch's layout, `[outputs, inputs, height, width]`.
  public var weight: Tensor

  /// The offsets, `[outputs]`; nil: none.
  public var bias: Tensor?

  /// How the kernels slide.
  public let window: ImageWindow

  /// A convolution whose parameters are all zero.
  public init(inputs: Int, outputs: Int, window: ImageWindow, hasBias: Bool = true) {
    self.window = window
    weight = Tensor(shape: [outputs, inputs, window.vertical.size, window.horizontal.size])
    bias = hasBias ? Tensor(shape: [outputs]) : nil
  }

  /// What the pixels under the window are made from, and the pixels themselves.
  public struct Context: Sendable {
    let shape: [Int]
    let gathered: Tensor
  }

  /// Maps `[images, height, width, inputs]` to `[images, rows, columns, outputs]`.
  public func forward(_ input: Tensor, on pool: WorkerPool) -> (output: Tensor, context: Context) {
    let columns = ConvolutionColumns(of: input.shape, window: window)
    precondition(columns.channels == weight.shape[1], "input of shape \(input.shape) for \(weight.shape)")
    let gathered = columns.gather(input, on: pool)
    let output = linear.output(of: gathered, on: pool)
    let places = columns.places
    let shape = [columns.images, places.rows, places.columns, weight.shape[0]]
    return (output.reshaped(to: shape), Context(shape: input.shape, gathered: gathered))
  }

  /// Maps `[images, rows, columns, outputs]` to `[images, height, width, inputs]`.
  public func backward(
    _ outputGradient: Tensor, _ context: Context, addingTo gradient: inout Convolution2D,
    on pool: WorkerPool
  ) -> Tensor {
    let rows = outputGradient.reshaped(to: [context.gathered.rows, weight.shape[0]])
    var linearGradient = gradient.linear
    let gathered = linear.backward(rows, context.gathered, addingTo: &linearGradient, on: pool)
    gradient.weight = unrolled(linearGradient.weight)
    gradient.bias = linearGradient.bias
    return ConvolutionColumns(of: context.shape, window: window).scatter(gathered, on: pool)
  }

  /// Walks `weight` and `bias`.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    body("weight", &weight)
    Tensor.visit(&bias) { body("bias", &$0) }
  }

  /// The kernels as rows in the order of gathered pixels: height, width, inputs.
  private var linear: Linear {
    let area = weight.shape[2] * weight.shape[3]
    let rows = Self.transposedBlocks(weight, rows: weight.shape[1], columns: area)
    return Linear(weight: rows.reshaped(to: [weight.shape[0], area * weight.shape[1]]), bias: bias)
  }

  /// The inverse of the reordering in `linear`.
  private func unrolled(_ rows: Tensor) -> Tensor {
    let area = weight.shape[2] * weight.shape[3]
    return Self.transposedBlocks(rows, rows: area, columns: weight.shape[1]).reshaped(to: weight.shape)
  }

  /// Transposes each step of the outermost axis as a matrix of `rows` and `columns`.
  private static func transposedBlocks(_ tensor: Tensor, rows: Int, columns: Int) -> Tensor {
    var transposed = Tensor(shape: tensor.shape)
    transposed.withUnsafeMutableElements { target in
      tensor.withUnsafeElements { source in
        for start in stride(from: 0, to: source.count, by: rows * columns) {
          for row in 0..<rows {
            for column in 0..<columns {
              target[start + column * rows + row] = source[start + row * columns + column]
            }
          }
        }
      }
    }
    return transposed
  }
}
