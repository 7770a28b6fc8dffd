import CKernels
import Tensors

/// The Gaussian error linear unit in its exact form, `x Φ(x)` (Hendrycks & Gimpel 2016).
public struct GELU: Layer {
  /// The elements of one task.
  private static let block = 1 << 14

  /// A unit; it has no parameters.
  public init() {}

  /// Maps each element; the context is the input.
  public func forward(_ input: Tensor, on pool: WorkerPool) -> (output: Tensor, context: Tensor) {
    let flat = input.reshaped(to: [input.count])
    let output = pool.tensor(shape: flat.shape, blockRows: Self.block) { range, block in
      withElements(of: flat) { flat in
        assay_gelu(assay_best_instruction_set(), flat + range.lowerBound, range.count, block.baseAddress)
      }
    }
    return (output.reshaped(to: input.shape), input)
  }

  /// Maps a gradient to one of the same shape.
  public func backward(
    _ outputGradient: Tensor, _ context: Tensor, addingTo gradient: inout GELU, on pool: WorkerPool
  ) -> Tensor {
    precondition(
      outputGradient.shape == context.shape,
      "gradient of shape \(outputGradient.shape) for an output of shape \(context.shape)")
    let flat = context.reshaped(to: [context.count])
    let inputGradient = pool.tensor(shape: flat.shape, blockRows: Self.block) { range, block in
      withElements(of: flat, outputGradient) { flat, outputGradient in
        assay_gelu_backward(
          assay_best_instruction_set(), flat + range.lowerBound, outputGradient + range.lowerBound,
          range.count, block.baseAddress)
      }
    }
    return inputGradient.reshaped(to: context.shape)
  }

  /// Nothing to walk.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {}
}
