/// What a bank will cost, to be shown before long work.
public struct BankEstimate: Sendable, Equatable {
  /// Rows that are kept at most.
  public let rows: Int

  /// Memory of the finished bank, in bytes: its rows, and the same in bytes for the search.
  ///
  /// Read from a bundle it takes less, where large rows stay in their file.
  public let bankBytes: Int

  /// Memory that building takes beside the training patches, in bytes.
  public let buildingBytes: Int

  /// Time to build, in seconds.
  public let buildingSeconds: Double

  /// Time to search the bank for one patch, in seconds.
  public let searchSecondsPerPatch: Double

  /// Multiply-adds per second and thread that the estimates assume: what a core with AVX2 at 3 GHz reaches.
  public static let assumedRate = 40e9

  /// Estimates from operation counts.
  ///
  /// - Parameters:
  ///   - patches: Training patches.
  ///   - features: Features of both modalities together.
  ///   - options: The budget and the projection.
  ///   - threads: Threads to work on.
  ///   - rate: Multiply-adds per second and thread.
  /// - Throws: `MemoryBankError.noPatches` or `MemoryBankError.badBudget`.
  public init(
    patches: Int, features: Int, options: FusedMemoryBank.Options, threads: Int,
    rate: Double = assumedRate
  ) throws(MemoryBankError) {
    rows = try options.budget.rows(of: patches)
    let projected = min(features, options.projectionCount)
    let pairs = Double(patches) * Double(rows)
    let work = pairs * Double(projected) + Double(patches) * Double(features) * Double(projected)
    let bytes = MemoryLayout<Float>.size
    let searchedBytes = bytes + MemoryLayout<UInt8>.size
    bankBytes = rows * features * searchedBytes
    buildingBytes = patches * projected * bytes + rows * projected * searchedBytes + bankBytes
    // A step of the selection also passes over its pool of candidates.
    buildingSeconds = work / (rate * Double(threads)) + Double(rows * 1_024 * projected) / rate
    searchSecondsPerPatch = Double(rows) * Double(features) / (rate * Double(threads))
  }
}
