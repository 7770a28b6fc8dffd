import Branches
import Foundation
import TensorFiles
import Tensors
import TestSupport
import Testing

/// Published weights on a photograph against PyTorch; see `Tools/reference/published_weights.py`.
@Suite struct PublishedWeightsTests {
  static let folder = SharedData.path("weights")

  /// The largest difference seen is 3e-6; layers by Winograd's filtering may have 1e-3.
  @Test(
    .enabled(if: folder != nil, "\(SharedData.absence)"),
    arguments: ["resnet18-imagenet-stem-to-layer3", "resnet50-msra-stem-to-layer3"])
  func featuresArePyTorchs(name: String) throws {
    let path = try #require(Bundle.module.resourcePath) + "/Fixtures/published_weights.safetensors"
    let golden = try SafetensorsFile.read(path)
    let bytes = try #require(golden.integers["photograph"])
    let image = Tensor(shape: bytes.shape, elements: bytes.elements.map { Float($0) / 255 })
    let weights = try SafetensorsFile.read(try #require(Self.folder) + "/\(name).safetensors")
    let branch = try PatchNetworkBranch(tensors: weights.tensors, metadata: weights.metadata)
    let features = branch.features(of: image, rows: 12, columns: 12, on: WorkerPool(threadCount: 2))
    let kept = stride(from: 0, to: features.count, by: 13).map { features[flat: $0] }
    #expect(relativeError(kept, try #require(golden.tensors[name]).elements) < 1e-4)
  }
}
