import Files

/// Why a memory bank could not be built or loaded.
public enum MemoryBankError: Error, Equatable, CustomStringConvertible {
  /// There is not a single patch to build from.
  case noPatches

  /// A budget that leaves no row, or a ratio outside `0 < ratio <= 1`.
  case badBudget(CoresetBudget, patches: Int)

  /// Features of a modality that are NaN, infinite, or too large for 32-bit distances.
  case unusableFeatures(Modality)

  /// Rows that stay in their file could not be read.
  case file(FileError)

  /// A tensor that a stored bank needs is not there.
  case missingTensor(name: String)

  /// A tensor of a stored bank has another shape than the rest of the bank asks for.
  case wrongShape(name: String, expected: String, found: [Int])

  /// An element of a stored bank is outside its range; `index` is its flat position.
  case wrongValue(name: String, index: Int, expected: String, found: Float)

  /// Reads from the file of a bank.
  ///
  /// - Throws: `MemoryBankError.file` when `body` throws.
  static func reading<Result>(_ body: () throws(FileError) -> Result) throws(MemoryBankError) -> Result {
    do { return try body() } catch { throw .file(error) }
  }

  /// One line: what was expected, what was found, what to do.
  public var description: String {
    switch self {
    case .noPatches:
      "memory bank: expected patches of good parts, found none; check the parts' foreground"
    case .badBudget(let budget, let patches):
      "memory bank: expected a budget of at least 1 row or a ratio above 0 and up to 1, "
        + "found \(budget) of \(patches) patches"
    case .unusableFeatures(let modality):
      "memory bank: expected \(modality) features of moderate size, found NaN, infinite or huge ones; "
        + "check the branch's weights"
    case .file(let error):
      "memory bank: \(error)"
    case .missingTensor(let name):
      "memory bank: expected a tensor \(DisplayPath(name, limit: 80)), found none"
    case .wrongShape(let name, let expected, let found):
      "memory bank: tensor \(DisplayPath(name, limit: 80)): expected shape \(expected), found \(found)"
    case .wrongValue(let name, let index, let expected, let found):
      "memory bank: tensor \(DisplayPath(name, limit: 80)): expected \(expected), "
        + "found \(found) at element \(index)"
    }
  }
}
