import Networks
import Tensors
import Testing

@Suite struct MaxPoolingTests {
  @Test(arguments: [MaxPooling.torchvision, .caffe], [[8, 8], [9, 7], [3, 12], [10, 5]])
  func everyOutputIsTheLargestOfItsWindow(pooling: MaxPooling, size: [Int]) {
    let input = signed("pooled", size + [8])
    let outputs = size.map { pooling.outputSize($0) }
    let map = FeatureMap(height: outputs[0], width: outputs[1], channels: 8)
    pooling.apply(to: featureMap(input, border: 0), into: map, on: WorkerPool(threadCount: 2))
    let actual = map.tensor()
    for row in 0..<outputs[0] {
      for column in 0..<outputs[1] {
        for channel in 0..<8 {
          let rows = inside(row, pooling, size[0])
          let columns = inside(column, pooling, size[1])
          let values = rows.flatMap { row in columns.map { input[row, $0, channel] } }
          #expect(actual[row, column, channel] == values.max())
        }
      }
    }
  }

  /// Strip by strip the same bytes come out as from one layer after the other.
  @Test(arguments: [MaxPooling.torchvision, .caffe], [[8, 8], [33, 40], [40, 19], [75, 32]])
  func poolingInStripsChangesNothing(pooling: MaxPooling, size: [Int]) {
    let weights = ConvolutionCase(inputs: 3, outputs: 64, side: 7, stride: 2).weights()
    let convolution = DirectConvolution(weights)
    let input = featureMap(signed("image", size + [3]), border: 3)
    let sizes = size.map(convolution.outputSize)
    let between = FeatureMap(height: sizes[0], width: sizes[1], channels: 64)
    let pooled = sizes.map(pooling.outputSize)
    let outputs = (0..<3).map { _ in FeatureMap(height: pooled[0], width: pooled[1], channels: 64) }
    let contexts = (1...2).map { ConvolutionContext(pool: WorkerPool(threadCount: $0)) }
    convolution.apply(to: input, adding: nil, into: between, rectified: true, in: contexts[0])
    pooling.apply(to: between, into: outputs[0], on: contexts[0].pool)
    for (context, output) in zip(contexts, outputs.dropFirst()) {
      PooledConvolution(convolution, pooling).apply(to: input, into: output, in: context)
      #expect(output.tensor() == outputs[0].tensor())
    }
  }

  /// PyTorch's sizes: `MaxPool2d(3, 2, 1)` and `MaxPool2d(3, 2, 0, ceil_mode=True)`.
  @Test func sizesArePyTorchs() {
    let sizes = [2, 3, 4, 5, 6, 7, 112, 113]
    #expect(sizes.map { MaxPooling.torchvision.outputSize($0) } == [1, 2, 2, 3, 3, 4, 56, 57])
    #expect(sizes.map { MaxPooling.caffe.outputSize($0) } == [1, 1, 2, 2, 3, 3, 56, 56])
  }

  private func inside(_ index: Int, _ pooling: MaxPooling, _ size: Int) -> [Int] {
    (0..<pooling.side).map { index * pooling.stride + $0 - pooling.padding }.filter { 0..<size ~= $0 }
  }
}
