import Tensors

/// The rectified linear unit, `max(x, 0)`.
public struct ReLU: Layer {
  /// The elements of one task.
  private static let block = 1 << 14

  /// A unit; it has no parameters.
  public init() {}

  /// Maps each element; the context is the output.
  public func forward(_ input: Tensor, on pool: WorkerPool) -> (output: Tensor, context: Tensor) {
    let output = Self.map(input, input, on: pool)
    return (output, output)
  }

  /// Maps a gradient to one of the same shape; it is 0 where the output is.
  public func backward(
    _ outputGradient: Tensor, _ context: Tensor, addingTo gradient: inout ReLU, on pool: WorkerPool
  ) -> Tensor {
    precondition(
      outputGradient.shape == context.shape,
      "gradient of shape \(outputGradient.shape) for an output of shape \(context.shape)")
    return Self.map(outputGradient, context, on: pool)
  }

  /// Nothing to walk.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {}

  /// The elements of `values` where `condition` is positive, 0 elsewhere.
  private static func map(_ values: Tensor, _ condition: Tensor, on pool: WorkerPool) -> Tensor {
    let mapped = pool.tensor(shape: [values.count], blockRows: block) { range, block in
      withElements(of: values, condition) { values, condition in
        guard let block = block.baseAddress else { return }
        let values = values + range.lowerBound
        let condition = condition + range.lowerBound
        var index = 0
        while index < range.count {
          block[index] = condition[index] > 0 ? values[index] : 0
          index &+= 1
        }
      }
    }
    return mapped.reshaped(to: values.shape)
  }
}
