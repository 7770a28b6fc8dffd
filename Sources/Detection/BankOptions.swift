import MemoryBank

/// How many patches of good parts a detector remembers.
public struct BankOptions: Codable, Sendable, Equatable {
  /// The share of all good patches that is kept, above 0 and up to 1.
  public var ratio = 0.1

  /// Rows that are kept even when the share is smaller; small training sets keep most of their patches.
  public var minimumRows = 2_000

  /// Rows that are kept at most; it bounds memory and the time of scoring.
  public var maximumRows = 20_000

  /// The defaults.
  public init() {}

  /// The options of a bank of some rows that takes in further patches: their share comes on top, up to the maximum.
  func options(extending rows: Int, byPatches patches: Int) -> FusedMemoryBank.Options {
    var options = FusedMemoryBank.Options()
    let wanted = rows + max(1, Int(ratio * Double(patches)))
    options.budget = .rows(min(max(wanted, min(minimumRows, maximumRows)), maximumRows))
    return options
  }

  /// The options of a bank of some patches.
  func options(forPatches patches: Int) -> FusedMemoryBank.Options {
    let wanted = Int(ratio * Double(patches))
    var options = FusedMemoryBank.Options()
    options.budget = .rows(min(max(wanted, min(minimumRows, maximumRows)), maximumRows))
    return options
  }
}
