import CKernels
import Tensors

/// The parameters of a linear layer as the passes of a block read them; a layer norm before it is folded in.
///
/// `W (γ n + β) + b = (W diag γ) n + (W β + b)` for normalised rows `n`. So a pass only normalises, and the gradients of the
/// norm's parameters follow from that of `W diag γ`, without another pass over all tokens.
struct FoldedLinear: Sendable {
  /// `[outputs, inputs]`.
  private let weight: BorrowedFloats
  /// `[outputs]`; nil: none.
  let bias: BorrowedFloats?
  private let inputs: Int
  private let outputs: Int

  /// Copies a layer.
  init(_ linear: Linear, after norm: LayerNorm? = nil, on pool: WorkerPool) {
    (inputs, outputs) = (linear.inputs, linear.outputs)
    weight = pool.floats(linear.weight.count)
    bias = linear.bias != nil || norm != nil ? pool.floats(linear.outputs) : nil
    if let norm {
      fold(norm, into: linear)
    } else {
      weight.copy(linear.weight)
      if let own = linear.bias { bias?.copy(own) }
    }
  }

  private func fold(_ norm: LayerNorm, into linear: Linear) {
    guard let folded = bias else { return }
    withElements(of: linear.weight, norm.weight, norm.bias) { weights, gains, offsets in
      let fold = { (biases: UnsafePointer<Float>?) in
        assay_fold_norm(
          assay_best_instruction_set(), weights, outputs, inputs, gains, offsets, biases, weight.start,
          folded.start)
      }
      guard let own = linear.bias else { return fold(nil) }
      own.withUnsafeElements { fold($0.baseAddress) }
    }
  }

  /// The factor `Wᵀ`, which makes outputs of inputs.
  func forwardFactor(on pool: WorkerPool) -> PackedFactor {
    let factor = PackedFactor(depth: inputs, columns: outputs, on: pool)
    factor.pack(transposed: weight.start, stride: inputs)
    return factor
  }

  /// The factor `W`, which makes gradients of inputs of those of outputs.
  func backwardFactor(on pool: WorkerPool) -> PackedFactor {
    let factor = PackedFactor(depth: outputs, columns: inputs, on: pool)
    factor.pack(weight.start, stride: inputs, count: outputs)
    return factor
  }
}

extension BorrowedFloats {
  /// Copies all elements of a tensor.
  func copy(_ tensor: Tensor) {
    withElements(of: tensor) { start.update(from: $0, count: tensor.count) }
  }
}
