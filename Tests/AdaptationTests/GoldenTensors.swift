import Foundation
import TensorFiles
import Tensors

/// A fixture in the test bundle.
struct GoldenTensors {
  let tensors: [String: Tensor]

  init(_ name: String) throws {
    let folder = Bundle.module.resourcePath ?? ""
    tensors = try SafetensorsFile.read(folder + "/Fixtures/\(name).safetensors").tensors
  }

  subscript(name: String) -> Tensor { tensors[name] ?? Tensor(shape: [0]) }
}
