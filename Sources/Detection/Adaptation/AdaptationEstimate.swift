import Adaptation
import MemoryBank

/// What training adaptors and filling the shared space will take, to be said before it starts.
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
  ///   - appearance: The length of an appearance patch.
  ///   - geometry: The length of a geometry patch.
  ///   - parts: Training parts.
  ///   - patches: Patches of one part.
  ///   - bank: How many patches the shared space keeps.
  ///   - threads: Threads to work on.
  /// - Throws: `MemoryBankError` when the budget keeps no row.
  init(
    _ options: AdaptationOptions, appearance: Int, geometry: Int, parts: Int, patches: Int,
    bank: BankOptions, threads: Int
  ) throws {
    let isLong = options.whitenedAppearance > 0 && appearance > options.whitenedAppearance
    let lengths = [isLong ? options.whitenedAppearance : appearance, geometry]
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
    let estimate = try BankEstimate(
      patches: all, features: 2 * shared, options: bank.options(forPatches: all), threads: threads)
    bytes = all * 2 * shared * MemoryLayout<Float>.size + estimate.buildingBytes
    seconds =
      (training + filling) / (Self.efficiency * BankEstimate.assumedRate * Double(threads))
      + estimate.buildingSeconds
  }
}
