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
