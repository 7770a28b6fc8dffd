import Adaptation
import MemoryBank
import Tensors

extension AdaptedSpace {
  /// The same adaptors with further good patches in the shared space.
  ///
  /// - Parameters:
  ///   - rows: The patches of the new parts.
  ///   - frozen: The frozen bank, whose scale the adaptors were trained in.
  ///   - bankOptions: How many patches the shared space keeps.
  ///   - seed: The seed that the space was made with.
  ///   - pool: The threads to use.
  /// - Returns: The extended space.
  /// - Throws: `MemoryBankError`.
  func appending(
    _ rows: TrainingRows, scaledBy frozen: FusedMemoryBank, bankOptions: BankOptions, seed: UInt64,
    on pool: WorkerPool
  ) throws -> AdaptedSpace {
    let parts = (0..<rows.partCount).filter { rows.rows(ofPart: $0).hasGeometry.contains(true) }
    guard !parts.isEmpty else { return self }
    let samples = TrainingSamples(
      count: parts.count, appearanceFeatures: frozen.appearanceCount, geometryFeatures: frozen.geometryCount
    ) { index in
      let part = rows.rows(ofPart: parts[index])
      return part.sample(of: part.seenPatches, scaledBy: frozen)
    }
    let patches = try Self.sharedPatches(
      of: adaptors, samples.whitened(by: whitening, on: pool),
      owners: parts.map { Int32(rows.firstOwner + $0) }, on: pool)
    let extended = try bank.appending(
      patches, options: bankOptions.options(extending: bank.count, byPatches: patches.count),
      random: RandomStream(seed: seed).stream(Self.bankStream), on: pool)
    return AdaptedSpace(whitening: whitening, adaptors: adaptors, bank: extended)
  }
}
