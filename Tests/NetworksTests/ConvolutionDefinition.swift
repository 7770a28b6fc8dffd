import Networks
import Tensors
import TestSupport
import Testing

/// A convolution to check, and its value by definition.
struct ConvolutionCase: CustomTestStringConvertible, Sendable {
  var height = 9
  var width = 11
  var inputs = 32
  var outputs = 32
  var side = 3
  var stride = 1
  var hasResidual = false
  var isRectified = false

  var testDescription: String {
    "\(height) x \(width) x \(inputs) to \(outputs), window \(side), stride \(stride)"
  }

  var outputSize: [Int] { [height, width].map { ($0 + 2 * (side / 2) - side) / stride + 1 } }

  var input: Tensor { signed("input", [height, width, inputs]) }
  var residual: Tensor { signed("residual", outputSize + [outputs]) }

  func weights(_ name: String = "kernel") -> ConvolutionWeights {
    ConvolutionWeights(
      kernel: FormulaTensor.weights(name, shape: [outputs, inputs, side, side]),
      bias: signed(name + ".bias", [outputs]).elements, stride: stride)
  }

  /// The sum over each window, in double precision.
  func expected() -> Tensor {
    let (input, weights, size) = (input, weights(), outputSize)
    var result = Tensor(shape: size + [outputs])
    var place = 0
    for row in 0..<size[0] {
      for column in 0..<size[1] {
        for output in 0..<outputs {
          var sum = Double(weights.bias[output]) + window(input, weights, row, column, output)
          if hasResidual { sum += Double(residual[flat: place]) }
          result[flat: place] = Float(isRectified ? max(0, sum) : sum)
          place += 1
        }
      }
    }
    return result
  }

  private func window(
    _ input: Tensor, _ weights: ConvolutionWeights, _ row: Int, _ column: Int, _ output: Int
  ) -> Double {
    var sum = 0.0
    for y in 0..<side {
      for x in 0..<side {
        let (sourceRow, sourceColumn) = (row * stride + y - side / 2, column * stride + x - side / 2)
        guard 0..<height ~= sourceRow, 0..<width ~= sourceColumn else { continue }
        for channel in 0..<inputs {
          let weight = weights.kernel[flat: ((output * inputs + channel) * side + y) * side + x]
          sum += Double(weight) * Double(input[sourceRow, sourceColumn, channel])
        }
      }
    }
    return sum
  }
}

/// Formula numbers between -1 and 1.
func signed(_ name: String, _ shape: [Int]) -> Tensor {
  let uniform = FormulaTensor.uniform(name, count: shape.reduce(1, *))
  return Tensor(shape: shape, elements: uniform.map { 2 * $0 - 1 })
}

/// A map that holds a tensor.
func featureMap(_ tensor: Tensor, border: Int) -> FeatureMap {
  let map = FeatureMap(
    height: tensor.shape[0], width: tensor.shape[1], channels: tensor.shape[2], border: border)
  map.fill(from: tensor)
  return map
}
