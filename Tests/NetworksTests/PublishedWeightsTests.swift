import CKernels
import Networks
import TensorFiles
import Tensors
import TestSupport
import Testing

/// Published weights, which the repository may not hold: every tensor is taken, and fast and plain code agree on them.
///
/// `Tools/reference/parity.py` compares the same weights with PyTorch on photographs.
@Suite struct PublishedWeightsTests {
  static let folder = SharedData.path("weights")

  @Test(
    .enabled(if: folder != nil, "\(SharedData.absence)"),
    arguments: ["resnet18-imagenet-stem-to-layer3", "resnet50-msra-stem-to-layer3"])
  func fastAndPortableCodeAgree(name: String) throws {
    let file = try SafetensorsFile.read(try #require(Self.folder) + "/\(name).safetensors")
    let image = Tensor(
      shape: [64, 96, 3], elements: FormulaTensor.uniform("photograph", count: 64 * 96 * 3))
    let outputs = try [ASSAY_PORTABLE, assay_best_instruction_set()].map { instructions in
      let network = try ResidualNetwork(
        tensors: file.tensors, metadata: file.metadata, instructions: instructions)
      return network.stageOutputs(of: image, on: WorkerPool(threadCount: 2))
    }
    let largest = outputs[0].third.elements.max() ?? 0
    #expect(largest > 0.1 && largest.isFinite)
    #expect(relativeError(outputs[1].second.elements, outputs[0].second.elements) < 1e-4)
    #expect(relativeError(outputs[1].third.elements, outputs[0].third.elements) < 1e-4)
  }
}
