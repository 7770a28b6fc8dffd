import Tensors

/// A differentiable function of one tensor, with a forward and a backward pass.
///
/// The forward pass returns what the backward pass needs as a value, so a layer itself never changes in use and
/// can serve several threads. Results do not depend on the number of threads.
public protocol Layer: Parameterized {
  /// What the backward pass needs from the forward pass.
  associatedtype Context: Sendable

  /// Computes the output.
  ///
  /// - Parameters:
  ///   - input: The shape depends on the layer.
  ///   - pool: The threads to use.
  /// - Returns: The output, and what `backward` needs.
  func forward(_ input: Tensor, on pool: WorkerPool) -> (output: Tensor, context: Context)

  /// Computes the gradient with respect to the input, and adds the gradients with respect to the parameters.
  ///
  /// - Parameters:
  ///   - outputGradient: The derivative of the loss with respect to the output, in the output's shape.
  ///   - context: What `forward` returned beside that output.
  ///   - gradient: Holds a derivative in place of each parameter; this pass adds to it.
  ///   - pool: The threads to use.
  /// - Returns: The derivative of the loss with respect to the input, in the input's shape.
  func backward(
    _ outputGradient: Tensor, _ context: Context, addingTo gradient: inout Self, on pool: WorkerPool
  ) -> Tensor
}

extension Layer {
  /// The output alone.
  public func output(of input: Tensor, on pool: WorkerPool) -> Tensor {
    forward(input, on: pool).output
  }
}
