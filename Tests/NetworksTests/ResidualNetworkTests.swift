import CKernels
import Foundation
import Networks
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite struct ResidualNetworkTests {
  private static let cases = [
    "resnet18", "resnet18-oblong", "resnet34", "resnet50", "resnet50-caffe", "wide_resnet50_2",
  ]

  @Test(arguments: cases)
  func stagesArePyTorchs(name: String) throws {
    let golden = try Golden(name)
    let network = try golden.network()
    #expect(network.architecture == golden.architecture)
    let actual = network.stageOutputs(of: golden.image, on: WorkerPool(threadCount: 2))
    #expect(actual.second.shape == [golden.size[0] / 8, golden.size[1] / 8, actual.second.shape[2]])
    try golden.check(actual.second, part: "second")
    try golden.check(actual.third, part: "third")
  }

  @Test(arguments: InstructionSets.available)
  func everyInstructionSetIsRight(instructions: assay_instruction_set) throws {
    let golden = try Golden("resnet18-oblong")
    let network = try ResidualNetwork(
      tensors: golden.tensors, metadata: [:], instructions: instructions)
    let actual = network.stageOutputs(of: golden.image, on: WorkerPool(threadCount: 1))
    try golden.check(actual.third, part: "third")
  }

  @Test func everyThreadCountGivesTheSameBytes() throws {
    let golden = try Golden("resnet18-oblong")
    let network = try golden.network()
    let results = (1...3).map { network.stageOutputs(of: golden.image, on: WorkerPool(threadCount: $0)) }
    for result in results { #expect(result.second == results[0].second && result.third == results[0].third) }
  }

  @Test(arguments: ["resnet18", "resnet50-caffe"])
  func storedWeightsGiveTheSameBytes(name: String) throws {
    let golden = try Golden(name)
    let network = try golden.network()
    let again = try ResidualNetwork(tensors: network.tensors, metadata: network.metadata)
    let results = [network, again].map { $0.stageOutputs(of: golden.image, on: WorkerPool(threadCount: 2)) }
    #expect(results[0].second == results[1].second && results[0].third == results[1].third)
    #expect(again.metadata == network.metadata)
  }

  @Test func imagesOfDifferentSizesMayTakeTurns() throws {
    let golden = try Golden("resnet18")
    let network = try golden.network()
    let pool = WorkerPool(threadCount: 2)
    let before = network.stageOutputs(of: golden.image, on: pool)
    _ = network.stageOutputs(of: signed("other", [47, 33, 3]), on: pool)
    let after = network.stageOutputs(of: golden.image, on: pool)
    #expect(before.third == after.third)
  }
}

/// What PyTorch computes for one case, and the weights it used.
private struct Golden {
  let architecture: ResidualArchitecture
  let size: [Int]
  private let name: String
  private let isCaffe: Bool
  private let step: Int
  private let values: [String: Tensor]

  init(_ name: String) throws {
    let path = try #require(
      Bundle.module.path(forResource: "residual_network", ofType: "safetensors", inDirectory: "Fixtures"))
    let file = try SafetensorsFile.read(path)
    self.name = name
    values = file.tensors
    architecture = try #require(
      file.metadata["\(name).architecture"].flatMap(ResidualArchitecture.init(rawValue:)))
    isCaffe = file.metadata["\(name).caffe"] == "true"
    size = try #require(file.metadata["\(name).size"]).split(separator: ",").compactMap { Int($0) }
    step = try #require(file.metadata["step"].flatMap { Int($0) })
  }

  var image: Tensor {
    let shape = size + [3]
    return Tensor(shape: shape, elements: FormulaTensor.uniform("image", count: shape.reduce(1, *)))
  }

  var tensors: [String: Tensor] {
    Dictionary(
      uniqueKeysWithValues: architecture.tensorShapes.map { ($0, FormulaTensor.weights($0, shape: $1)) })
  }

  func network() throws -> ResidualNetwork {
    let caffe = ["stride_in_1x1": "true", "max_pool": "kernel 3 stride 2 padding 0 ceil"]
    return try ResidualNetwork(tensors: tensors, metadata: isCaffe ? caffe : [:])
  }

  /// Compares every `step`th element; the largest relative difference seen is 3e-6.
  func check(_ stage: Tensor, part: String) throws {
    let expected = try #require(values["\(name).\(part)"])
    let kept = stride(from: 0, to: stage.count, by: step).map { stage[flat: $0] }
    #expect(relativeError(kept, expected.elements) < 1e-5, "\(name).\(part)")
  }
}
