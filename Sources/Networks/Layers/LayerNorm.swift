import CKernels
import Tensors

/// Normalises each row to mean 0 and variance 1, then scales and shifts each feature (Ba, Kiros, Hinton 2016).
public struct LayerNorm: Layer {
  /// The factors, `[features]`.
  public var weight: Tensor

  /// The offsets, `[features]`.
  public var bias: Tensor

  /// What is added to the variance.
  public let epsilon: Float

  /// A normalisation that neither scales nor shifts.
  public init(features: Int, epsilon: Float = 1e-5) {
    weight = Tensor(shape: [features], repeating: 1)
    bias = Tensor(shape: [features])
    self.epsilon = epsilon
  }

  /// The input, and the mean and inverse deviation of each of its rows.
  public struct Context: Sendable {
    let input: Tensor
    let statistics: Tensor
  }

  /// Maps `[rows, features]` to the same shape.
  public func forward(_ input: Tensor, on pool: WorkerPool) -> (output: Tensor, context: Context) {
    let width = weight.count
    precondition(input.shape.count == 2 && input.shape[1] == width, "input of shape \(input.shape)")
    var output = Tensor(shape: input.shape)
    var statistics = Tensor(shape: [input.rows, 2])
    output.withDisjointElements { output in
      statistics.withDisjointElements { statistics in
        pool.forEach((input.rows + rowBlock - 1) / rowBlock) { block in
          let first = block * rowBlock
          let count = min(rowBlock, input.rows - first)
          withElements(of: input, weight, bias) { input, weight, bias in
            guard let output = output.baseAddress, let statistics = statistics.baseAddress else { return }
            assay_layer_norm(
              assay_best_instruction_set(), input + first * width, count, width, weight, bias, epsilon,
              output + first * width, statistics + 2 * first)
          }
        }
      }
    }
    return (output, Context(input: input, statistics: statistics))
  }

  /// Maps `[rows, features]` to the same shape.
  public func backward(
    _ outputGradient: Tensor, _ context: Context, addingTo gradient: inout LayerNorm, on pool: WorkerPool
  ) -> Tensor {
    precondition(
      outputGradient.shape == context.input.shape,
      "gradient of shape \(outputGradient.shape) for an output of shape \(context.input.shape)")
    var inputGradient = Tensor(shape: context.input.shape)
    let width = weight.count
    var sums = Tensor(shape: [2 * width])
    inputGradient.withDisjointElements { inputGradient in
      sums = ColumnSums.over(rows: context.input.rows, columns: 2 * width, on: pool) { rows, sums in
        withElements(of: context.input, outputGradient, context.statistics) { input, gradient, statistics in
          withElements(of: weight) { weight in
            let start = rows.lowerBound * width
            assay_layer_norm_backward(
              assay_best_instruction_set(), input + start, gradient + start,
              statistics + 2 * rows.lowerBound, rows.count, width, weight,
              inputGradient.baseAddress.map { $0 + start }, sums, sums + width)
          }
        }
      }
    }
    gradient.weight = gradient.weight.adding(Tensor(shape: [width], elements: Array(sums.elements[..<width])))
    gradient.bias = gradient.bias.adding(Tensor(shape: [width], elements: Array(sums.elements[width...])))
    return inputGradient
  }

  /// Walks `weight` and `bias`.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    body("weight", &weight)
    body("bias", &bias)
  }
}
