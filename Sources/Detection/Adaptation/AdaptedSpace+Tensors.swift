import Adaptation
import MemoryBank
import TensorFiles
import Tensors

extension AdaptedSpace {
  /// Adaptors, banks and whitening by name, `adaptors.…`, `bank.…`, `features.…` and `whitening.…`.
  ///
  /// - Throws: `MemoryBankError.file` when rows that stay in their file cannot be read.
  func tensors() throws(MemoryBankError) -> [String: Tensor] {
    var tensors = try bank.tensors(prefix: "bank.")
    if let featureBank { tensors.merge(try featureBank.tensors(prefix: "features.")) { $1 } }
    for (name, tensor) in adaptors.tensors { tensors["adaptors.\(name)"] = tensor }
    if let whitening {
      tensors["whitening.center"] = whitening.center
      tensors["whitening.directions"] = whitening.directions
    }
    return tensors
  }

  /// Reads what `tensors()` gave.
  ///
  /// - Parameters:
  ///   - tensors: Tensors by name.
  ///   - stored: Tensors that stay in their file.
  ///   - options: The options that the adaptors were trained with.
  ///   - frozen: The frozen bank, which knows the numbers of features.
  ///   - pool: The threads to use.
  /// - Throws: `AdaptationError` or `MemoryBankError` that names the tensor that does not fit.
  init(
    tensors: [String: Tensor], stored: [String: StoredTensor], options: AdaptationOptions,
    frozen: FusedMemoryBank, on pool: WorkerPool
  ) throws {
    whitening = try Self.whitening(in: tensors, features: frozen.appearanceCount)
    let shapes = AdaptorPair(
      appearanceFeatures: whitening?.count ?? frozen.appearanceCount, geometryFeatures: frozen.geometryCount,
      options: options.adaptors, random: RandomStream(seed: 0))
    adaptors = try AdaptorPair(reading: tensors, prefix: "adaptors.", like: shapes)
    bank = try FusedMemoryBank(tensors: tensors, stored: stored, prefix: "bank.", on: pool)
    let hasFeatures = tensors["features.owners"] != nil
    featureBank =
      hasFeatures
      ? try FusedMemoryBank(tensors: tensors, stored: stored, prefix: "features.", on: pool) : nil
    let shared = options.adaptors.sharedFeatures
    try Self.check(bank, "bank.rows", [shared, shared])
    let adapted = [whitening?.count ?? frozen.appearanceCount, frozen.geometryCount]
    if let featureBank { try Self.check(featureBank, "features.rows", adapted) }
  }

  private static func check(
    _ bank: FusedMemoryBank, _ name: String, _ expected: [Int]
  ) throws(AdaptationError) {
    guard [bank.appearanceCount, bank.geometryCount] != expected else { return }
    throw .tensor(
      name: name,
      problem: "expected \(expected[0]) and \(expected[1]) features, found \(bank.appearanceCount) and"
        + " \(bank.geometryCount)")
  }

  private static func whitening(
    in tensors: [String: Tensor], features: Int
  ) throws(AdaptationError) -> Whitening? {
    guard let directions = tensors["whitening.directions"] else { return nil }
    guard directions.shape.count == 2, directions.rows > 0, directions.rowCount == features else {
      throw .tensor(
        name: "whitening.directions",
        problem: "expected rows of \(features) features, found the shape \(directions.shape)")
    }
    guard let center = tensors["whitening.center"], center.shape == [features] else {
      throw .tensor(name: "whitening.center", problem: "expected \(features) features")
    }
    return Whitening(center: center, directions: directions)
  }
}
