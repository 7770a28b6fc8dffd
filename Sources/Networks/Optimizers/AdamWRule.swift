import CKernels
import Foundation
import Tensors

/// One step of AdamW for single numbers.
struct AdamWRule {
  private let constants: assay_adam

  /// Parameters in one task.
  private static let block = 1 << 14

  init(_ options: AdamW.Options, step: Int, learningRate: Float) {
    let meanCorrection = 1 - pow(Double(options.gradientDecay), Double(step))
    let squareCorrection = 1 - pow(Double(options.squareDecay), Double(step))
    constants = assay_adam(
      gradient_decay: options.gradientDecay, square_decay: options.squareDecay, epsilon: options.epsilon,
      kept: Float(1 - Double(learningRate) * Double(options.weightDecay)),
      step_size: Float(Double(learningRate) / meanCorrection),
      root_correction: Float(squareCorrection.squareRoot()))
  }

  func move(
    _ parameter: inout Tensor, along gradient: Tensor, mean: inout Tensor, square: inout Tensor,
    on pool: WorkerPool
  ) {
    let (count, constants) = (parameter.count, constants)
    parameter.withDisjointElements { parameter in
      mean.withDisjointElements { mean in
        square.withDisjointElements { square in
          pool.forEach((count + Self.block - 1) / Self.block) { index in
            let range = index * Self.block..<min(count, (index + 1) * Self.block)
            withElements(of: gradient) { gradient in
              var rule = constants
              assay_adam_step(
                assay_best_instruction_set(), &rule, parameter.slice(range).baseAddress,
                gradient + range.lowerBound, mean.slice(range).baseAddress,
                square.slice(range).baseAddress, range.count)
            }
          }
        }
      }
    }
  }
}
