import Tensors

/// A one-dimensional convolution along sequences, for training.
///
/// Channels lie innermost: sequences are `[sequences, length, channels]`.
public struct Convolution1D: Layer {
  /// The kernels in PyTorch's layout, `[outputs, inputs, size]`.
  public var weight: Tensor

  /// The offsets, `[outputs]`; nil: none.
  public var bias: Tensor?

  /// How the kernels slide.
  public let window: ImageWindow.Axis

  /// A convolution whose parameters are all zero.
  public init(inputs: Int, outputs: Int, window: ImageWindow.Axis, hasBias: Bool = true) {
    self.window = window
    weight = Tensor(shape: [outputs, inputs, window.size])
    bias = hasBias ? Tensor(shape: [outputs]) : nil
  }

  /// Maps `[sequences, length, inputs]` to `[sequences, places, outputs]`.
  public func forward(
    _ input: Tensor, on pool: WorkerPool
  ) -> (output: Tensor, context: Convolution2D.Context) {
    precondition(input.shape.count == 3, "sequences of shape \(input.shape)")
    let lines = input.reshaped(to: [input.shape[0], 1, input.shape[1], input.shape[2]])
    let result = convolution.forward(lines, on: pool)
    return (Self.withoutHeight(result.output), result.context)
  }

  /// Maps `[sequences, places, outputs]` to `[sequences, length, inputs]`.
  public func backward(
    _ outputGradient: Tensor, _ context: Convolution2D.Context, addingTo gradient: inout Convolution1D,
    on pool: WorkerPool
  ) -> Tensor {
    var sum = gradient.convolution
    let inputGradient = convolution.backward(outputGradient, context, addingTo: &sum, on: pool)
    gradient.weight = sum.weight.reshaped(to: weight.shape)
    gradient.bias = sum.bias
    return Self.withoutHeight(inputGradient)
  }

  /// Walks `weight` and `bias`.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    body("weight", &weight)
    Tensor.visit(&bias) { body("bias", &$0) }
  }

  /// The same convolution over images of one row.
  private var convolution: Convolution2D {
    var convolution = Convolution2D(
      inputs: weight.shape[1], outputs: weight.shape[0],
      window: ImageWindow(vertical: ImageWindow.Axis(size: 1), horizontal: window), hasBias: bias != nil)
    convolution.weight = weight.reshaped(to: convolution.weight.shape)
    convolution.bias = bias
    return convolution
  }

  private static func withoutHeight(_ lines: Tensor) -> Tensor {
    lines.reshaped(to: [lines.shape[0], lines.shape[2], lines.shape[3]])
  }
}
