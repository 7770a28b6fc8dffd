import Adaptation
import MemoryBank

/// What training adaptors and filling their banks will take, to be said before it starts.
struct AdaptationEstimate {
  /// Memory beside that of the frozen features and their bank, in bytes.
  let bytes: Int

  /// Time, in seconds.
  let seconds: Double

  /// The share of the assumed rate that small matrices reach.
  private static let efficiency = 0.4

  /// Estimates from operation counts.
  ///
  /// - Parameters:
  ///   - options: How adaptors are trained.
  ///   - extractor: What describes patches.
  ///   - parts: Training parts.
  ///   - patches: Patches of one part.
  ///   - bank: How many patches each of their banks keeps.
  ///   - threads: Threads to work on.
  /// - Throws: `MemoryBankError` when the budget keeps no row.
  init(
    _ options: AdaptationOptions, _ extractor: FeatureExtractor, parts: Int, patches: Int, bank: BankOptions,
    threads: Int
  ) throws {
    let columns = extractor.adaptorColumns
    let whitened = min(options.whitenedAppearance, columns.appearance.count)
    let lengths = [whitened > 0 ? whitened : columns.appearance.count, columns.geometry.count]
    let drawn = min(options.patchesPerSample, patches)
    let shared = options.adaptors.sharedFeatures
    let eachPatch = lengths.reduce(0) { work, length in
      // the block forward and backward, its attention, the head, the comparison with the memory
      work + 36 * length * length + 6 * drawn * length + 3 * length * shared
        + options.compactness.patchMemory * length
    }
    let training = Double(options.stepCount * options.batchSize * drawn) * Double(eachPatch)
    let filling = Double(parts * patches) * Double(12 * lengths.reduce(0) { $0 + $1 * ($1 + patches) })
    let all = parts * patches
    let banks = try [2 * shared, lengths[0] + lengths[1]].map { features in
      try BankEstimate(
        patches: all, features: features, options: bank.options(forPatches: all), threads: threads)
    }
    let widths = 2 * shared + lengths[0] + lengths[1]
    bytes = all * widths * MemoryLayout<Float>.size + banks.reduce(0) { $0 + $1.buildingBytes }
    seconds =
      (training + filling) / (Self.efficiency * BankEstimate.assumedRate * Double(threads))
      + banks.reduce(0) { $0 + $1.buildingSeconds }
  }
}
