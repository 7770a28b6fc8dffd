import MemoryBank
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite struct StoredBankTests {
  let pool = WorkerPool(threadCount: 2)

  @Test func aStoredBankIsTheSameBank() throws {
    let folder = try TemporaryFolder()
    let patches = TrainingPatches(
      appearance: Rows.normal([200, 9], seed: 1), geometry: Rows.normal([200, 4], seed: 2),
      hasGeometry: (0..<200).map { $0 % 5 != 0 }, owners: (0..<200).map { Int32($0) })
    let bank = try FusedMemoryBank.build(from: patches, random: RandomStream(seed: 3), on: pool)
    try SafetensorsFile(tensors: bank.tensors(prefix: "fused.")).write(to: folder.file("bank"))
    let stored = try SafetensorsFile.read(folder.file("bank")).tensors
    #expect(try FusedMemoryBank(tensors: stored, prefix: "fused.", on: pool) == bank)
  }

  @Test func everyTensorIsNeeded() throws {
    let whole = try stored()
    for name in whole.keys.sorted() {
      var damaged = whole
      damaged[name] = nil
      #expect(throws: MemoryBankError.missingTensor(name: name)) {
        try FusedMemoryBank(tensors: damaged, prefix: "bank.", on: pool)
      }
    }
  }

  @Test func everyShapeIsChecked() throws {
    let whole = try stored()
    for (name, tensor) in whole {
      for shape in [[], [0], [0, 26], [tensor.count], [tensor.count + 1], [1, tensor.count], [2, 2, 2]]
      where shape != tensor.shape {
        var damaged = whole
        damaged[name] = Tensor(shape: shape, repeating: 1)
        #expect(throws: MemoryBankError.self, "\(name) \(shape)") {
          try FusedMemoryBank(tensors: damaged, prefix: "bank.", on: pool)
        }
      }
    }
  }

  @Test(
    arguments: [
      ("owners", 0.5), ("owners", -1), ("owners", 0x1p24), ("has_geometry", 0.5), ("has_geometry", 2),
      ("rows", 1e20), ("rows", .nan), ("rows", .infinity), ("appearance.center", -1e20),
      ("geometry.typical_distance", 0), ("appearance.typical_distance", -1),
      ("appearance.typical_distance", .infinity), ("covering_radius", -1),
    ] as [(String, Float)])
  func everyValueIsChecked(name: String, value: Float) throws {
    var damaged = try stored()
    let index = (damaged["bank.\(name)"]?.count ?? 0) / 2
    damaged["bank.\(name)"]?[flat: index] = value
    let error = #expect(throws: MemoryBankError.self) {
      try FusedMemoryBank(tensors: damaged, prefix: "bank.", on: pool)
    }
    #expect(error?.description.contains("bank.\(name): expected") == true)
    #expect(error?.description.hasSuffix("at element \(index)") == true)
  }

  private func stored() throws -> [String: Tensor] {
    try Fixture().tensors.filter { $0.key.hasPrefix("bank.") }
  }
}
