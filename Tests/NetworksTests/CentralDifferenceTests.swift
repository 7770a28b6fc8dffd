import Networks
import Tensors
import TestSupport
import Testing

/// Gradients against differences of the loss, along random directions of the input and of each parameter.
@Suite struct CentralDifferenceTests {
  private let pool = WorkerPool(threadCount: 2)
  private let random = RandomStream(seed: 11)

  @Test func transformerParts() {
    check(Linear(inputs: 9, outputs: 6), [14, 9])
    check(LayerNorm(features: 10), [7, 10])
    check(GELU(), [8, 8])
    check(MultiHeadAttention(features: 12, headCount: 2, hasInputBias: true), [10, 12])
    check(FeedForward(inputs: 6, hidden: 9, outputs: 4), [5, 6])
    check(TransformerBlock(features: 8, headCount: 4), [9, 8])
  }

  @Test func channelLayers() {
    check(BatchNorm(channels: 4, isTraining: true), [12, 4])
    check(BatchNorm(channels: 4), [12, 4])
    check(
      Convolution1D(inputs: 3, outputs: 2, window: ImageWindow.Axis(size: 3, stride: 2, padding: 1)),
      [2, 8, 3])
    check(
      Convolution2D(inputs: 2, outputs: 3, window: ImageWindow(size: 3, padding: 1)), [1, 5, 6, 2])
  }

  private func check<L: Layer>(_ layer: L, _ shape: [Int]) {
    var stream = random.stream("\(L.self)")
    var layer = layer
    layer.forEachParameter { $1 = Self.draw($1.shape, &stream, 0.5) }
    let input = Self.draw(shape, &stream)
    let (output, context) = layer.forward(input, on: pool)
    let weights = Self.draw(output.shape, &stream)
    var gradient = layer.zeroed
    let inputGradient = layer.backward(weights, context, addingTo: &gradient, on: pool)

    let direction = Self.draw(shape, &stream)
    let slope = difference { self.loss(layer, Self.moved(input, direction, $0), weights) }
    expectSame(Self.dot(inputGradient, direction), slope, "\(L.self) input")
    for parameter in gradient.parameters {
      let direction = Self.draw(parameter.value.shape, &stream)
      let slope = difference { step in
        var moved = layer
        moved.forEachParameter { if $0 == parameter.name { $1 = Self.moved($1, direction, step) } }
        return self.loss(moved, input, weights)
      }
      expectSame(Self.dot(parameter.value, direction), slope, "\(L.self) \(parameter.name)")
    }
  }

  /// Single precision leaves four digits of a difference quotient.
  private func expectSame(_ gradient: Double, _ slope: Double, _ what: String) {
    #expect(abs(gradient - slope) <= 2e-3 * max(1, abs(slope)), "\(what): \(gradient), not \(slope)")
  }

  /// The five-point rule, whose error falls with the fourth power of the step.
  private func difference(_ loss: (Float) -> Double) -> Double {
    let step: Float = 0x1p-6
    let near = loss(step) - loss(-step)
    let far = loss(2 * step) - loss(-2 * step)
    return (8 * near - far) / Double(12 * step)
  }

  private func loss(_ layer: some Layer, _ input: Tensor, _ weights: Tensor) -> Double {
    Self.dot(layer.output(of: input, on: pool), weights)
  }

  private static func draw(_ shape: [Int], _ stream: inout RandomStream, _ deviation: Float = 1) -> Tensor {
    let count = shape.reduce(1, *)
    return Tensor(shape: shape, elements: (0..<count).map { _ in stream.normal() * deviation })
  }

  private static func moved(_ tensor: Tensor, _ direction: Tensor, _ step: Float) -> Tensor {
    Tensor(shape: tensor.shape, elements: zip(tensor.elements, direction.elements).map { $0 + step * $1 })
  }

  private static func dot(_ first: Tensor, _ second: Tensor) -> Double {
    zip(first.elements, second.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
