import CKernels
import Networks
import Tensors
import TestSupport
import Testing

/// Point-MAE's encoder against PyTorch in double precision; see `Tools/reference/point_transformer.py`.
@Suite struct PointTransformerTests {
  private let golden: GoldenTensors

  init() throws { golden = try GoldenTensors("point_transformer") }

  static func small() -> [String: Tensor] {
    ComputedWeights.pointTransformer()
  }

  @Test(arguments: InstructionSets.available) func smallNetwork(set: assay_instruction_set) throws {
    let network = try PointTransformer(
      tensors: Self.small(), metadata: ["heads": "3"], path: "small", instructions: set)
    let (groups, centers) = ComputedWeights.groups(130, members: 13)
    let features = network.features(of: groups, centers: centers, on: WorkerPool(threadCount: 2))
    expectClose(everyEighth(features), golden["small"], within: 2e-6)
  }

  @Test(arguments: InstructionSets.available) func publishedSizes(set: assay_instruction_set) throws {
    let tensors = ComputedWeights.pointTransformer(
      depth: 12, width: 384, hidden: 1536, encoder: [128, 256, 512], position: 128)
    let network = try PointTransformer(tensors: tensors, metadata: [:], path: "full", instructions: set)
    #expect(network.architecture == PointTransformerArchitecture())
    let (groups, centers) = ComputedWeights.groups(64, members: 32)
    let features = network.features(of: groups, centers: centers, on: WorkerPool(threadCount: 2))
    expectClose(everyEighth(features), golden["published"], within: 1e-5)
  }

  @Test func sameBytesForAnyThreadCount() throws {
    let network = try PointTransformer(tensors: Self.small(), metadata: ["heads": "3"], path: "small")
    let (groups, centers) = ComputedWeights.groups(200, members: 9)
    let results = [1, 2, 3].map {
      network.features(of: groups, centers: centers, on: WorkerPool(threadCount: $0))
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test func noGroups() throws {
    let network = try PointTransformer(tensors: Self.small(), metadata: ["heads": "3"], path: "small")
    let features = network.features(
      of: Tensor(shape: [0, 5, 3]), centers: Tensor(shape: [0, 3]), on: WorkerPool(threadCount: 2))
    #expect(features.shape == [0, 108])
  }

  private func everyEighth(_ features: Tensor) -> Tensor {
    features.rows(at: Array(stride(from: 0, to: features.rows, by: 8)))
  }
}
