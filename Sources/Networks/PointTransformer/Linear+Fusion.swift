import Tensors

extension Linear {
  /// A convolution over single points, as the linear layer that it is.
  init(_ convolution: Convolution1D) {
    precondition(convolution.weight.shape[2] == 1, "a kernel of shape \(convolution.weight.shape)")
    self.init(
      weight: convolution.weight.reshaped(to: Array(convolution.weight.shape[..<2])), bias: convolution.bias)
  }

  /// A convolution over single points followed by batch norm at inference, as one linear layer.
  init(_ convolution: Convolution1D, folding norm: BatchNorm) {
    self.init(convolution)
    var folded = bias ?? Tensor(shape: [outputs])
    for output in 0..<outputs {
      let deviation = (Double(norm.runningVariance[flat: output]) + Double(norm.epsilon)).squareRoot()
      let factor = Double(norm.weight[flat: output]) / deviation
      let offset = Double(folded[flat: output]) - Double(norm.runningMean[flat: output])
      folded[flat: output] = Float(offset * factor + Double(norm.bias[flat: output]))
      for input in output * inputs..<(output + 1) * inputs {
        weight[flat: input] = Float(Double(weight[flat: input]) * factor)
      }
    }
    bias = folded
  }

  /// Splits a layer over `[g; f]`, where `f = first(x)`, into one over `g` and one over `x`.
  ///
  /// - Parameter first: The layer that makes `f`; half the inputs of this one.
  /// - Returns: The layer over `g`, `[outputs, g]`, with all of the bias; and the one over `x`, `[outputs, x]`.
  func split(composing first: Linear) -> (shared: Linear, local: Linear) {
    let half = first.outputs
    precondition(inputs == 2 * half, "\(inputs) inputs for twice \(half)")
    var shared = Linear(inputs: half, outputs: outputs)
    var local = Linear(inputs: first.inputs, outputs: outputs, hasBias: false)
    for output in 0..<outputs {
      let row = Array(weight.row(output))
      let composed = first.composed(with: row[half...], bias: bias?[flat: output] ?? 0)
      for input in 0..<half { shared.weight[output, input] = row[input] }
      for input in 0..<first.inputs { local.weight[output, input] = composed.weights[input] }
      shared.bias?[flat: output] = composed.bias
    }
    return (shared, local)
  }

  /// A row of factors times this layer, added up in double precision.
  private func composed(with factors: ArraySlice<Float>, bias: Float) -> (weights: [Float], bias: Float) {
    var weights = [Double](repeating: 0, count: inputs)
    var offset = Double(bias)
    for (output, factor) in factors.enumerated() {
      offset += Double(factor) * Double(self.bias?[flat: output] ?? 0)
      for (input, value) in weight.row(output).enumerated() {
        weights[input] += Double(factor) * Double(value)
      }
    }
    return (weights.map { Float($0) }, Float(offset))
  }
}
