import Foundation
import TensorFiles
import Tensors

/// The file that `Tools/reference/memory_bank.py` wrote.
struct Fixture {
  let tensors: [String: Tensor]

  init() throws {
    let folder = Bundle.module.resourcePath ?? ""
    tensors = try SafetensorsFile.read(folder + "/Fixtures/memory_bank.safetensors").tensors
  }

  func flags(_ name: String) -> [Bool] { self[name].elements.map { $0 == 1 } }

  func indices(_ name: String) -> [Int] { self[name].elements.map { Int($0) } }

  subscript(name: String) -> Tensor { tensors[name] ?? Tensor(shape: [0]) }
}
