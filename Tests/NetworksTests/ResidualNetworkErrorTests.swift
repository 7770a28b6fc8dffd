import Networks
import Tensors
import TestSupport
import Testing

@Suite struct ResidualNetworkErrorTests {
  private static let tensors = Dictionary(
    uniqueKeysWithValues: ResidualArchitecture.resnet18.tensorShapes.map {
      ($0, FormulaTensor.weights($0, shape: $1))
    })

  @Test func wholeCheckpointsAreAccepted() throws {
    var tensors = Self.tensors
    tensors["layer4.0.conv1.weight"] = Tensor(shape: [512, 256, 3, 3])
    tensors["fc.weight"] = Tensor(shape: [10, 512])
    tensors["fc.bias"] = Tensor(shape: [10])
    tensors["bn1.num_batches_tracked"] = Tensor(shape: [1])
    let network = try ResidualNetwork(tensors: tensors)
    #expect(network.architecture == .resnet18)
    #expect(network.normalization == .imageNet)
  }

  @Test func wrongTensorsAreListedByName() throws {
    var tensors = Self.tensors
    tensors["bn1.bias"] = nil
    tensors["layer3.1.bn2.running_mean"] = nil
    tensors["conv1.weight"] = Tensor(shape: [64, 1, 7, 7])
    tensors["head\n.weight"] = Tensor(shape: [1])
    let error = #expect(throws: ResidualNetworkError.self) { try ResidualNetwork(tensors: tensors) }
    let text = try #require(error).description
    #expect(
      text == """
        expected the tensors of resnet18, found 2 missing: bn1.bias, layer3.1.bn2.running_mean; \
        1 of another shape: conv1.weight [64, 1, 7, 7] in place of [64, 3, 7, 7]; \
        1 unknown: "head\\n.weight"; the file is incomplete or holds another network
        """)
  }

  @Test func otherNetworksAreRefused() {
    #expect(throws: ResidualNetworkError.unknownArchitecture(found: "no tensors")) {
      try ResidualNetwork(tensors: [:])
    }
    let found = #"1 others, such as "features.0.weight""#
    #expect(throws: ResidualNetworkError.unknownArchitecture(found: found)) {
      try ResidualNetwork(tensors: ["features.0.weight": Tensor(shape: [64, 3, 3, 3])])
    }
    var deeper = Self.tensors
    deeper["layer1.2.conv1.weight"] = Tensor(shape: [64, 64, 3, 3])
    let blocks = "3 + 2 + 2 basic blocks, the first 64 channels wide"
    #expect(throws: ResidualNetworkError.unknownArchitecture(found: blocks)) {
      try ResidualNetwork(tensors: deeper)
    }
  }

  @Test(arguments: [-1, .infinity, .nan, 3e38] as [Float])
  func numbersThatDoNotFoldAreRefused(value: Float) {
    var tensors = Self.tensors
    tensors["layer1.0.bn1.running_var"] = Tensor(shape: [64], repeating: value == 3e38 ? 1 : value)
    if value == 3e38 || value == .infinity {  // an infinite variance alone folds to zero weights
      tensors["layer1.0.bn1.weight"] = Tensor(shape: [64], repeating: 3e38)
      tensors["layer1.0.bn1.running_mean"] = Tensor(shape: [64], repeating: value)
    }
    #expect(throws: ResidualNetworkError.notFinite(layer: "layer1.0.conv1")) {
      try ResidualNetwork(tensors: tensors)
    }
  }

  @Test(arguments: [
    ("architecture", "resnet50"), ("mean", "0.5,0.5"), ("mean", "0.5,0.5,x"), ("mean", "nan,0,0"),
    ("std", "0,1,1"), ("std", "1,1,-1"), ("std", "1e-45,1,1"), ("stride_in_1x1", "yes"),
    ("max_pool", "kernel 2"),
  ])
  func metadataThatCannotBeUnderstoodIsRefused(key: String, value: String) throws {
    let error = #expect(throws: ResidualNetworkError.self) {
      try ResidualNetwork(tensors: Self.tensors, metadata: [key: value])
    }
    guard case .metadata(key, _, value)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
