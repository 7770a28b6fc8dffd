import Files
import MemoryBank
import TensorFiles
import Tensors
import TestSupport
import Testing

/// A bank whose rows stay in its file, beside the same bank in memory.
@Suite struct BankInFileTests {
  private let pool = WorkerPool(threadCount: 2)
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func answersAreThoseOfTheBankInMemory() throws {
    let (memory, file) = try banks()
    let queries = patches(seed: 5)
    for owner in [nil, 3] as [Int32?] {
      let answers = try [memory, file].map { bank in
        try bank.search(
          appearance: queries.appearance, geometry: queries.geometry, hasGeometry: queries.hasGeometry,
          excludingOwner: owner, on: pool)
      }
      #expect(answers[0] == answers[1])
    }
  }

  @Test(arguments: DistanceKind.allCases) func neighboursAreThoseOfTheBankInMemory(kind: DistanceKind) throws
  {
    let (memory, file) = try banks()
    let row = try #require(memory.hasGeometry.lastIndex(of: true))
    #expect(
      try memory.nearestRows(to: row, count: 9, kind: kind)
        == file.nearestRows(to: row, count: 9, kind: kind))
    let queries = patches(seed: 5)
    let standardised = memory.fusedRows(
      appearance: queries.appearance, geometry: queries.geometry, hasGeometry: queries.hasGeometry, on: pool)
    #expect(
      try memory.distance(of: 4, in: standardised, to: row, kind: kind)
        == file.distance(of: 4, in: standardised, to: row, kind: kind))
  }

  @Test func contentAndExtensionAreThoseOfTheBankInMemory() throws {
    let (memory, file) = try banks()
    #expect(memory == file)
    #expect(try memory.tensors() == file.tensors())
    let longer = try [memory, file].map {
      try $0.appending(patches(seed: 8), random: RandomStream(seed: 3), on: pool)
    }
    #expect(longer[0] == longer[1])
  }

  @Test(arguments: [1e20, .nan, .infinity] as [Float]) func valuesAreChecked(value: Float) throws {
    let tensors = try bank().tensors(prefix: "bank.")
    let error = #expect(throws: MemoryBankError.self) { try read(tensors, replacing: 20, by: value) }
    #expect(error?.description.contains("bank.rows: expected moderate numbers") == true)
    #expect(error?.description.hasSuffix("at element 20") == true)
  }

  @Test func theShapeIsChecked() throws {
    var tensors = try bank().tensors(prefix: "bank.")
    let count = try #require(tensors["bank.rows"]).count
    tensors["bank.rows"] = Tensor(shape: [count], repeating: 1)
    #expect(throws: MemoryBankError.self) { try read(tensors) }
  }

  private func patches(seed: UInt64) -> TrainingPatches {
    TrainingPatches(
      appearance: Rows.normal([300, 21], seed: seed), geometry: Rows.normal([300, 5], seed: seed + 1),
      hasGeometry: (0..<300).map { $0 % 7 != 3 }, owners: (0..<300).map { Int32($0 / 60) })
  }

  private func bank() throws -> FusedMemoryBank {
    try FusedMemoryBank.build(from: patches(seed: 20), random: RandomStream(seed: 22), on: pool)
  }

  private func banks() throws -> (memory: FusedMemoryBank, file: FusedMemoryBank) {
    let bank = try bank()
    return (bank, try read(try bank.tensors(prefix: "bank.")))
  }

  /// Reads a bank from a file in which its rows stay, one of their numbers replaced by another, which the writer might
  /// refuse.
  private func read(
    _ tensors: [String: Tensor], replacing index: Int? = nil, by value: Float = 0
  ) throws -> FusedMemoryBank {
    var stored = tensors
    if let index { stored["bank.rows"]?[flat: index] = 12_345 }
    let path = folder.file("bank.safetensors")
    var bytes = try SafetensorsFile(tensors: stored).encoded(path: path)
    let marker = withUnsafeBytes(of: Float(12_345)) { Array($0) }
    if index != nil, let place = bytes.firstRange(of: marker) {
      bytes.replaceSubrange(place, with: withUnsafeBytes(of: value) { Array($0) })
    }
    try AtomicFile.write(bytes, to: path)
    let (file, left) = try SafetensorsFile.read(path, leaving: ["bank.rows"])
    #expect(left.keys.sorted() == ["bank.rows"])
    return try FusedMemoryBank(tensors: file.tensors, stored: left, prefix: "bank.", on: pool)
  }
}
