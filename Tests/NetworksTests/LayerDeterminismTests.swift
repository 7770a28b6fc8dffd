import Networks
import Tensors
import Testing

/// One, two and three threads give the same bytes.
@Suite struct LayerDeterminismTests {
  @Test func transformerBlock() {
    var random = RandomStream(seed: 5)
    var block = TransformerBlock(features: 24, headCount: 3)
    block.forEachParameter { _, tensor in
      for index in 0..<tensor.count { tensor[flat: index] = random.normal() }
    }
    let input = Tensor(shape: [700, 24], elements: (0..<700 * 24).map { _ in random.normal() })
    let results = [1, 2, 3].map { threads in
      let pool = WorkerPool(threadCount: threads)
      let samples = TokenSamples(counts: [300, 399, 1])
      let (output, context) = block.forward(input, samples: samples, on: pool)
      var gradient = block.zeroed
      let inputGradient = block.backward(output, context, addingTo: &gradient, on: pool)
      return [output, inputGradient] + gradient.parameters.map(\.value)
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test func imageLayers() {
    var random = RandomStream(seed: 6)
    let input = Tensor(shape: [3, 20, 20, 4], elements: (0..<4800).map { _ in random.normal() })
    var convolution = Convolution2D(inputs: 4, outputs: 5, window: ImageWindow(size: 3, padding: 1))
    convolution.forEachParameter { _, tensor in
      for index in 0..<tensor.count { tensor[flat: index] = random.normal() }
    }
    let results = [1, 2, 3].map { threads in
      let pool = WorkerPool(threadCount: threads)
      let pooling = MaxPooling2D(window: ImageWindow(size: 2, stride: 2))
      let first = convolution.forward(input, on: pool)
      let second = pooling.forward(first.output, on: pool)
      var (none, gradient) = (pooling, convolution.zeroed)
      let middle = pooling.backward(second.output, second.context, addingTo: &none, on: pool)
      let last = convolution.backward(middle, first.context, addingTo: &gradient, on: pool)
      return [second.output, last] + gradient.parameters.map(\.value)
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }
}
