import Adaptation
import MemoryBank
import Tensors

extension AdaptedSpace {
  /// Trains adaptors on the training parts and fills the shared space with their patches.
  ///
  /// - Parameters:
  ///   - options: How to train.
  ///   - rows: The patches of the training parts.
  ///   - frozen: The bank of the same patches, whose scale is taken.
  ///   - bankOptions: How many patches the shared space keeps.
  ///   - seed: The seed of all draws.
  ///   - pool: The threads to use.
  ///   - training: How the steps are taken.
  /// - Returns: The space; nil when there is no geometry, or features fell together in training.
  /// - Throws: What training throws, or `MemoryBankError`.
  static func fit(
    _ options: AdaptationOptions, rows: TrainingRows, frozen: FusedMemoryBank, bankOptions: BankOptions,
    seed: UInt64, on pool: WorkerPool, training: AdaptorTraining
  ) throws -> AdaptedSpace? {
    let parts = (0..<rows.partCount).filter { rows.rows(ofPart: $0).hasGeometry.contains(true) }
    guard !parts.isEmpty, frozen.appearanceCount > 0, frozen.geometryCount > 0 else { return nil }
    let wide = TrainingSamples(
      count: parts.count, appearanceFeatures: frozen.appearanceCount,
      geometryFeatures: frozen.geometryCount
    ) { index in
      let part = rows.rows(ofPart: parts[index])
      return part.sample(of: part.seenPatches, scaledBy: frozen)
    }
    let whitening = try whitening(of: wide, options, seed: seed, on: pool)
    let samples = wide.whitened(by: whitening, on: pool)
    var trainer = AdaptationTrainer(on: samples, options: options, seed: seed)
    guard try training.takeSteps(&trainer, pool) == nil else { return nil }
    let bank = try bank(
      of: trainer.adaptors, samples, owners: parts.map(Int32.init), bankOptions, seed: seed, on: pool)
    return AdaptedSpace(whitening: whitening, adaptors: trainer.adaptors, bank: bank)
  }

  /// The map that shortens appearance; nil when it is short enough, or is to be left as it is.
  private static func whitening(
    of samples: TrainingSamples, _ options: AdaptationOptions, seed: UInt64, on pool: WorkerPool
  ) throws -> Whitening? {
    let count = options.whitenedAppearance
    guard count > 0, count < samples.appearanceFeatures else { return nil }
    return try Whitening(
      appearanceOf: samples, count: count, random: RandomStream(seed: seed).stream("whitening"), on: pool)
  }

  private static func bank(
    of adaptors: AdaptorPair, _ samples: TrainingSamples, owners: [Int32], _ options: BankOptions,
    seed: UInt64, on pool: WorkerPool
  ) throws -> FusedMemoryBank {
    var shared = TrainingRows()
    var rowOwners: [Int32] = []
    for index in 0..<samples.count {
      let adapted = adaptors.adapt(try samples.load(index), on: pool)
      let count = adapted.disagreement.count
      shared.append(
        PartRows(
          appearance: adapted.sharedAppearance, geometry: adapted.sharedGeometry,
          hasGeometry: [Bool](repeating: true, count: count)), expectedParts: samples.count)
      rowOwners += [Int32](repeating: owners[index], count: count)
    }
    let patches = shared.patches
    return try FusedMemoryBank.build(
      from: TrainingPatches(
        appearance: patches.appearance, geometry: patches.geometry, hasGeometry: patches.hasGeometry,
        owners: rowOwners),
      options: options.options(forPatches: shared.count),
      random: RandomStream(seed: seed).stream("shared space"), on: pool)
  }
}
