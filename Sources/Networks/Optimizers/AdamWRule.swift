import Foundation
import Tensors

/// One step of AdamW for single numbers.
struct AdamWRule {
  private let gradientDecay: Float
  private let squareDecay: Float
  private let epsilon: Float
  /// What is left of a parameter after weight decay.
  private let kept: Float
  /// The learning rate, and the root of the mean square, corrected for means that start at zero.
  private let stepSize: Float
  private let rootCorrection: Float

  init(_ options: AdamW.Options, step: Int, learningRate: Float) {
    gradientDecay = options.gradientDecay
    squareDecay = options.squareDecay
    epsilon = options.epsilon
    kept = Float(1 - Double(learningRate) * Double(options.weightDecay))
    stepSize = Float(Double(learningRate) / (1 - pow(Double(options.gradientDecay), Double(step))))
    rootCorrection = Float((1 - pow(Double(options.squareDecay), Double(step))).squareRoot())
  }

  func move(_ parameter: inout Tensor, along gradient: Tensor, mean: inout Tensor, square: inout Tensor) {
    let count = parameter.count
    parameter.withUnsafeMutableElements { parameter in
      mean.withUnsafeMutableElements { mean in
        square.withUnsafeMutableElements { square in
          gradient.withUnsafeElements { gradient in
            guard let parameter = parameter.baseAddress, let gradient = gradient.baseAddress,
              let mean = mean.baseAddress, let square = square.baseAddress
            else { return }
            move(parameter, along: gradient, mean, square, count: count)
          }
        }
      }
    }
  }

  private func move(
    _ parameter: UnsafeMutablePointer<Float>, along gradient: UnsafePointer<Float>,
    _ mean: UnsafeMutablePointer<Float>, _ square: UnsafeMutablePointer<Float>, count: Int
  ) {
    var index = 0
    while index < count {
      let slope = gradient[index]
      let newMean = mean[index] + (1 - gradientDecay) * (slope - mean[index])
      let newSquare = squareDecay * square[index] + (1 - squareDecay) * slope * slope
      mean[index] = newMean
      square[index] = newSquare
      let root = newSquare.squareRoot() / rootCorrection + epsilon
      parameter[index] = parameter[index] * kept - stepSize * newMean / root
      index &+= 1
    }
  }
}
