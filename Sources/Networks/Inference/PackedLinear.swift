import CKernels
import Tensors

/// A linear layer for inference: its weight is packed once.
struct PackedLinear: Sendable {
  let matrix: PackedMatrix

  /// `[outputs]`; nil: none.
  let bias: Tensor?

  init(_ linear: Linear, for instructions: assay_instruction_set) {
    matrix = linear.weight.withUnsafeElements { weight in
      PackedMatrix(
        weight.baseAddress, columns: linear.outputs, depth: linear.inputs, for: instructions)
    }
    bias = linear.bias
  }

  /// The length of an output row.
  var outputs: Int { matrix.columns }

  /// Writes `[rows, outputs]` on the calling thread.
  ///
  /// - Parameters:
  ///   - input: `[rows, inputs]`.
  ///   - rows: How many.
  ///   - result: `[rows, outputs]`.
  ///   - bias: `[outputs]`, in place of the layer's own; nil: its own.
  ///   - addend: `[rows, outputs]`, added to the result; it may be the result.
  ///   - isRectified: Whether negative results become 0.
  func apply(
    _ input: UnsafePointer<Float>, rows: Int, into result: UnsafeMutablePointer<Float>,
    bias: UnsafePointer<Float>? = nil, adding addend: UnsafePointer<Float>? = nil, isRectified: Bool = false
  ) {
    withBias(bias) { bias in
      var product = product(of: input, rows: rows)
      product.biases = bias
      product.addend = addend
      product.is_rectified = isRectified ? 1 : 0
      product.result = result
      assay_packed_product(matrix.instructions, &product)
    }
  }

  /// Writes the largest value of each output over the rows, `[outputs]`, on the calling thread.
  func applyMaximum(_ input: UnsafePointer<Float>, rows: Int, into maxima: UnsafeMutablePointer<Float>) {
    withBias(nil) { bias in
      var product = product(of: input, rows: rows)
      product.biases = bias
      product.maxima = maxima
      assay_packed_product(matrix.instructions, &product)
    }
  }

  private func product(of input: UnsafePointer<Float>, rows: Int) -> assay_product {
    var product = assay_product()
    product.left = input
    product.left_stride = matrix.depth
    product.rows = rows
    product.columns = matrix.columns
    product.depth = matrix.depth
    product.panels = matrix.panels
    product.result_stride = matrix.columns
    return product
  }

  private func withBias(_ other: UnsafePointer<Float>?, _ body: (UnsafePointer<Float>?) -> Void) {
    guard other == nil, let bias else { return body(other) }
    bias.withUnsafeElements { body($0.baseAddress) }
  }
}
