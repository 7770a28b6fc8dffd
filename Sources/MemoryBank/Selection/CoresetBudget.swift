/// How many patches a coreset keeps.
public enum CoresetBudget: Sendable, Equatable, CustomStringConvertible {
  /// At most this many.
  case rows(Int)

  /// This share of all patches, `0 < ratio <= 1`, rounded down, but at least one.
  case ratio(Double)

  /// The number of rows out of `patches`.
  ///
  /// - Parameter patches: The patches there are.
  /// - Returns: A number in `1...patches`.
  /// - Throws: `MemoryBankError.noPatches`, or `MemoryBankError.badBudget` when nothing could be kept.
  public func rows(of patches: Int) throws(MemoryBankError) -> Int {
    guard patches > 0 else { throw .noPatches }
    switch self {
    case .rows(let count) where count >= 1:
      return min(count, patches)
    case .ratio(let ratio) where ratio > 0 && ratio <= 1:
      return max(1, Int(ratio * Double(patches)))
    default:
      throw .badBudget(self, patches: patches)
    }
  }

  /// The budget in words.
  public var description: String {
    switch self {
    case .rows(let count): "\(count) rows"
    case .ratio(let ratio): "ratio \(ratio)"
    }
  }
}
