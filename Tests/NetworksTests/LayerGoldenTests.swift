import Networks
import Tensors
import TestSupport
import Testing

/// Forward and backward passes against PyTorch in double precision; see `Tools/reference/layers.py`.
@Suite struct LayerGoldenTests {
  private let golden: GoldenTensors
  private let pool = WorkerPool(threadCount: 2)

  init() throws { golden = try GoldenTensors("layers") }

  @Test func linear() {
    check("linear", Linear(inputs: 7, outputs: 5))
    check("linear_many_rows", Linear(inputs: 3, outputs: 2, hasBias: false))
  }

  @Test func layerNorm() { check("layer_norm", LayerNorm(features: 37)) }

  @Test func activations() {
    check("gelu", GELU())
    check("relu", ReLU())
  }

  @Test func attention() {
    check("attention", MultiHeadAttention(features: 12, headCount: 3))
    check("attention_many_tokens", MultiHeadAttention(features: 4, headCount: 1, hasInputBias: true))
    let samples = TokenSamples(counts: [5, 9, 1])
    let layer = MultiHeadAttention(features: 8, headCount: 2, hasInputBias: true)
    // A gradient is 2.02e-6 off on AMD with AVX-512.
    check("attention_samples", layer, within: 3e-6) { $0.forward($1, samples: samples, on: pool) }
  }

  @Test func transformerBlock() {
    let samples = TokenSamples(counts: [6, 5])
    check("block", TransformerBlock(features: 8, headCount: 2, hasInputBias: true)) {
      $0.forward($1, samples: samples, on: pool)
    }
  }

  @Test func batchNorm() {
    check("batch_norm_training", BatchNorm(channels: 6, isTraining: true))
    check("batch_norm_inference", BatchNorm(channels: 6))
  }

  @Test func runningStatistics() {
    var layer = BatchNorm(channels: 6, isTraining: true)
    load("batch_norm_training", into: &layer)
    let context = layer.forward(golden["batch_norm_training.input"], on: pool).context
    layer.updateRunningStatistics(with: context)
    expectClose(layer.runningMean, golden["batch_norm_training.after.running_mean"], within: 1e-6)
    expectClose(layer.runningVariance, golden["batch_norm_training.after.running_var"], within: 1e-6)
  }

  @Test func convolutions() {
    let axis = ImageWindow.Axis(size: 3, stride: 2, padding: 1)
    check("convolution_1d", Convolution1D(inputs: 3, outputs: 4, window: axis))
    let square = ImageWindow(size: 3, stride: 2, padding: 1)
    check("convolution_2d", Convolution2D(inputs: 3, outputs: 4, window: square))
    let rectangle = ImageWindow(
      vertical: ImageWindow.Axis(size: 2), horizontal: ImageWindow.Axis(size: 3, padding: 2))
    check(
      "convolution_2d_rectangle",
      Convolution2D(inputs: 2, outputs: 3, window: rectangle, hasBias: false))
  }

  @Test func pooling() {
    check("max_pooling_2d", MaxPooling2D(window: ImageWindow(size: 3, stride: 2, padding: 1)))
    check("group_max_pooling", GroupMaxPooling(memberCount: 5))
  }

  /// Compares a layer's passes with the golden ones; 2e-6 is a few roundings of the largest value.
  private func check<L: Layer>(
    _ name: String, _ layer: L, within tolerance: Float = 2e-6,
    forward: ((L, Tensor) -> (output: Tensor, context: L.Context))? = nil
  ) {
    var layer = layer
    load(name, into: &layer)
    let input = golden["\(name).input"]
    let (output, context) = forward?(layer, input) ?? layer.forward(input, on: pool)
    expectClose(output, golden["\(name).output"], within: tolerance)
    var gradient = layer.zeroed
    let outputGradient = golden["\(name).output_gradient"]
    let inputGradient = layer.backward(outputGradient, context, addingTo: &gradient, on: pool)
    expectClose(inputGradient, golden["\(name).input_gradient"], within: tolerance)
    for parameter in gradient.parameters {
      expectClose(parameter.value, golden["\(name).gradient.\(parameter.name)"], within: tolerance)
    }
    _ = layer.backward(outputGradient, context, addingTo: &gradient, on: pool)
    for parameter in gradient.parameters {
      let once = golden["\(name).gradient.\(parameter.name)"]
      expectClose(parameter.value, once.adding(once), within: tolerance)
    }
  }

  private func load(_ name: String, into layer: inout some Layer) {
    layer.forEachParameter { $1 = golden["\(name).parameter.\($0)"] }
    layer.forEachBuffer { $1 = golden["\(name).parameter.\($0)"] }
  }
}

extension Tensor {
  /// The sum with a tensor of the same shape.
  fileprivate func adding(_ other: Tensor) -> Tensor {
    Tensor(shape: shape, elements: zip(elements, other.elements).map { $0 + $1 })
  }
}
