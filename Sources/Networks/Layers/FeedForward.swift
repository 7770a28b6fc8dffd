import Tensors

/// Two linear layers with a GELU between them.
public struct FeedForward: Layer {
  /// Widens, `[hidden, features]`.
  public var first: Linear

  /// Narrows, `[features, hidden]`.
  public var second: Linear

  private let activation = GELU()

  /// Layers whose parameters are all zero.
  public init(inputs: Int, hidden: Int, outputs: Int) {
    first = Linear(inputs: inputs, outputs: hidden)
    second = Linear(inputs: hidden, outputs: outputs)
  }

  /// Draws the parameters of both layers.
  public mutating func randomize(_ random: inout RandomStream) {
    first.randomize(&random)
    second.randomize(&random)
  }

  /// The input of each layer.
  public struct Context: Sendable {
    let input: Tensor
    let hidden: Tensor
    let activated: Tensor
  }

  /// Maps `[rows, inputs]` to `[rows, outputs]`.
  public func forward(_ input: Tensor, on pool: WorkerPool) -> (output: Tensor, context: Context) {
    let hidden = first.output(of: input, on: pool)
    let activated = activation.output(of: hidden, on: pool)
    let context = Context(input: input, hidden: hidden, activated: activated)
    return (second.output(of: activated, on: pool), context)
  }

  /// Maps `[rows, outputs]` to `[rows, inputs]`.
  public func backward(
    _ outputGradient: Tensor, _ context: Context, addingTo gradient: inout FeedForward, on pool: WorkerPool
  ) -> Tensor {
    var none = activation
    let activated = second.backward(outputGradient, context.activated, addingTo: &gradient.second, on: pool)
    let hidden = activation.backward(activated, context.hidden, addingTo: &none, on: pool)
    return first.backward(hidden, context.input, addingTo: &gradient.first, on: pool)
  }

  /// Walks `fc1` and `fc2`.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    first.forEachParameter(under: "fc1", body)
    second.forEachParameter(under: "fc2", body)
  }
}
