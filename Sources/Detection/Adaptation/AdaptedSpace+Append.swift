import Adaptation
import MemoryBank
import Tensors

extension AdaptedSpace {
  /// The same adaptors with further good patches.
  ///
  /// - Parameters:
  ///   - rows: The patches of the new parts.
  ///   - bankOptions: How many patches the shared space keeps.
  ///   - seed: The seed that the space was made with.
  ///   - pool: The threads to use.
  /// - Returns: The extended space.
  /// - Throws: `MemoryBankError`.
  func appending(
    _ rows: TrainingRows, bankOptions: BankOptions, seed: UInt64,
    on pool: WorkerPool
  ) throws -> AdaptedSpace {
    let parts = (0..<rows.partCount).filter { rows.rows(ofPart: $0).hasGeometry.contains(true) }
    guard !parts.isEmpty else { return self }
    let patches = try AdaptedTrainingPatches(
      of: inputs.samples(of: rows, parts: parts).whitened(by: whitening, on: pool), by: adaptors,
      owners: parts.map { Int32(rows.firstOwner + $0) }, on: pool)
    func extended(
      _ bank: FusedMemoryBank, _ patches: TrainingPatches, _ stream: String
    ) throws -> FusedMemoryBank {
      try bank.appending(
        patches, options: bankOptions.options(extending: bank.count, byPatches: patches.count),
        random: RandomStream(seed: seed).stream(stream), on: pool)
    }
    return AdaptedSpace(
      inputs: inputs, whitening: whitening, adaptors: adaptors,
      bank: try extended(bank, patches.shared, Self.bankStream),
      featureBank: try featureBank.map { try extended($0, patches.features, Self.featureBankStream) })
  }
}
