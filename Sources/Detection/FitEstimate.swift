import MemoryBank

/// What fitting will take at most, to be said before it starts.
public struct FitEstimate: Sendable, Equatable {
  /// Rows of the memory bank.
  public let rows: Int

  /// Memory for all patch features and the bank, in bytes.
  public let bytes: Int

  /// Time to describe the parts and to choose the rows, in seconds.
  public let seconds: Double

  /// Seconds that one thread needs to read and describe a part with the weight-free branches.
  private static let secondsPerPart = 0.1

  /// An estimate for parts that fill their whole view.
  ///
  /// - Parameters:
  ///   - configuration: The settings.
  ///   - parts: Training parts.
  ///   - threads: Threads to work on.
  /// - Throws: `MemoryBankError` when the budget keeps no row.
  public init(_ configuration: DetectorConfiguration, parts: Int, threads: Int) throws {
    let extractor = FeatureExtractor(configuration)
    let features = extractor.appearance.featureCount + extractor.geometry.featureCount
    let patches = parts * configuration.preprocessing.grid.patchCount
    let estimate = try BankEstimate(
      patches: patches, features: features, options: configuration.bank.options(forPatches: patches),
      threads: threads)
    rows = estimate.rows
    bytes = patches * features * MemoryLayout<Float>.size + estimate.buildingBytes
    seconds = estimate.buildingSeconds + Double(parts) * Self.secondsPerPart / Double(threads)
  }
}
