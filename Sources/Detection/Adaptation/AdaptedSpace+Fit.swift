import Adaptation
import MemoryBank
import Tensors

extension AdaptedSpace {
  /// Trains adaptors on the training parts and fills the shared space with their patches.
  ///
  /// - Parameters:
  ///   - options: How to train.
  ///   - columns: The features that adaptors take.
  ///   - rows: The patches of the training parts.
  ///   - bankOptions: How many patches the shared space keeps.
  ///   - seed: The seed of all draws.
  ///   - pool: The threads to use.
  ///   - training: How the steps are taken.
  /// - Returns: The space; nil when there is no geometry, or features fell together in training.
  /// - Throws: What training throws, or `MemoryBankError`.
  static func fit(
    _ options: AdaptationOptions, columns: FeatureColumns, rows: TrainingRows, bankOptions: BankOptions,
    seed: UInt64, on pool: WorkerPool, training: AdaptorTraining
  ) throws -> AdaptedSpace? {
    let parts = (0..<rows.partCount).filter { rows.rows(ofPart: $0).hasGeometry.contains(true) }
    guard !parts.isEmpty, !columns.appearance.isEmpty, !columns.geometry.isEmpty else { return nil }
    let inputs = AdaptorInputs(
      columns, of: rows, parts: parts, random: RandomStream(seed: seed).stream(inputsStream), on: pool)
    let wide = inputs.samples(of: rows, parts: parts)
    let whitening = try whitening(of: wide, options, seed: seed, on: pool)
    let samples = wide.whitened(by: whitening, on: pool)
    var trainer = AdaptationTrainer(on: samples, options: options, seed: seed)
    guard try training.takeSteps(&trainer, pool) == nil else { return nil }
    let patches = try AdaptedTrainingPatches(
      of: samples, by: trainer.adaptors, owners: parts.map(Int32.init), on: pool)
    func bank(_ patches: TrainingPatches, _ stream: String) throws -> FusedMemoryBank {
      try FusedMemoryBank.build(
        from: patches, options: bankOptions.options(forPatches: patches.count),
        random: RandomStream(seed: seed).stream(stream), on: pool)
    }
    return AdaptedSpace(
      inputs: inputs, whitening: whitening, adaptors: trainer.adaptors,
      bank: try bank(patches.shared, bankStream),
      featureBank: try bank(patches.features, featureBankStream))
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

  /// The name of the stream that the scales of the adaptors' inputs are drawn from.
  private static let inputsStream = "adaptor inputs"

  /// The name of the stream that the shared space is drawn from.
  static let bankStream = "shared space"

  /// The name of the stream that the bank of adapted features is drawn from.
  static let featureBankStream = "adapted features"
}
