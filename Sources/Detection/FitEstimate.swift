import Branches
import MemoryBank

/// What fitting will take at most, to be said before it starts.
public struct FitEstimate: Sendable, Equatable {
  /// Rows of the memory bank.
  public let rows: Int

  /// Memory for all patch features, the bank and the networks, in bytes.
  public let bytes: Int

  /// Time to describe the parts, to choose the rows, to train adaptors and to calibrate, in seconds.
  public let seconds: Double

  /// Seconds that one thread needs to read and describe a part with the weight-free branches.
  private static let secondsPerPart = 0.1

  /// Bytes that the activations of one network take for a thread, for each pixel of the view.
  private static let activationBytesPerPixel = 800

  /// An estimate for parts that fill their whole view; networks are timed on a blank part.
  ///
  /// - Parameters:
  ///   - configuration: The settings.
  ///   - networks: The networks that the settings refer to.
  ///   - parts: Training parts.
  ///   - validation: Parts to calibrate on; when there are none, training parts are cross-fitted.
  ///   - threads: Threads to work on.
  /// - Throws: `MemoryBankError` when the budget keeps no row.
  public init(
    _ configuration: DetectorConfiguration, networks: NetworkBranches = NetworkBranches(), parts: Int,
    validation: Int = 0, threads: Int
  ) throws {
    let extractor = FeatureExtractor(configuration, networks: networks)
    let grid = configuration.preprocessing.grid
    let features = extractor.appearance.featureCount + extractor.geometry.featureCount
    let bankFeatures = extractor.bankColumns.appearance.count + extractor.bankColumns.geometry.count
    let patches = parts * grid.patchCount
    let estimate = try BankEstimate(
      patches: patches, features: bankFeatures, options: configuration.bank.options(forPatches: patches),
      threads: threads)
    rows = estimate.rows
    let networkBytes = networks.all.reduce(0) {
      $0 + 2 * $1.weightBytes + threads * grid.pixelCount * Self.activationBytesPerPixel
    }
    // Without validation parts nothing is adapted.
    let adaptation = try (validation > 0 ? configuration.adaptation : nil).map {
      try AdaptationEstimate(
        $0, extractor, parts: parts, patches: grid.patchCount, bank: configuration.bank, threads: threads)
    }
    // All features, and a copy of those that banks compare where they are not all.
    let copied = [extractor.appearance, extractor.geometry].map(\.copiedFeatures).reduce(0, +)
    bytes =
      patches * (features + copied) * MemoryLayout<Float>.size + estimate.buildingBytes + networkBytes
      + (adaptation?.bytes ?? 0)
    let describing = Self.secondsPerPart + networks.all.reduce(0) { $0 + $1.measuredSeconds(over: grid) }
    let searched = validation > 0 ? validation : min(parts, Detector.crossFitLimit)
    let searching = Double(searched * grid.patchCount) * estimate.searchSecondsPerPatch
    seconds =
      estimate.buildingSeconds + searching + Double(parts + validation) * describing / Double(threads)
      + (adaptation?.seconds ?? 0)
  }
}

extension PatchBranch {
  /// The features that banks compare, if others stand beside them, so that filling a bank copies them; else 0.
  fileprivate var copiedFeatures: Int { bankFeatures == 0..<featureCount ? 0 : bankFeatures.count }
}
