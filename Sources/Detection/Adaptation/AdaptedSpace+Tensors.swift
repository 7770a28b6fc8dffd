import Adaptation
import MemoryBank
import Tensors

extension AdaptedSpace {
  /// Adaptors and bank by name, `adaptors.…` and `bank.…`.
  var tensors: [String: Tensor] {
    var tensors = bank.tensors(prefix: "bank.")
    for (name, tensor) in adaptors.tensors { tensors["adaptors.\(name)"] = tensor }
    return tensors
  }

  /// Reads what `tensors` gave.
  ///
  /// - Parameters:
  ///   - tensors: Tensors by name.
  ///   - options: The options that the adaptors were trained with.
  ///   - frozen: The frozen bank, which knows the numbers of features.
  ///   - pool: The threads to use.
  /// - Throws: `AdaptationError` or `MemoryBankError` that names the tensor that does not fit.
  init(
    tensors: [String: Tensor], options: AdaptationOptions, frozen: FusedMemoryBank, on pool: WorkerPool
  ) throws {
    let shapes = AdaptorPair(
      appearanceFeatures: frozen.appearanceCount, geometryFeatures: frozen.geometryCount,
      options: options.adaptors, random: RandomStream(seed: 0))
    adaptors = try AdaptorPair(reading: tensors, prefix: "adaptors.", like: shapes)
    bank = try FusedMemoryBank(tensors: tensors, prefix: "bank.", on: pool)
    let width = options.adaptors.sharedFeatures
    guard bank.appearanceCount == width, bank.geometryCount == width else {
      throw AdaptationError.tensor(
        name: "bank.rows",
        problem: "expected \(2 * width) features, found \(bank.appearanceCount + bank.geometryCount)")
    }
  }
}
