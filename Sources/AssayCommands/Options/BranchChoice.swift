import Branches
import Detection
import Foundation

/// What `--appearance` or `--geometry` names: a built-in branch, or a weights file.
struct BranchChoice {
  /// What a bundle stores.
  let settings: BranchSettings

  /// The network of a weights file; nil for a built-in branch.
  let network: NetworkBranch?

  /// Reads a weights file, or finds a name.
  ///
  /// - Parameters:
  ///   - word: What the user typed; a name wins over a file of the same name.
  ///   - modality: What the branch is wanted for.
  /// - Throws: `BranchError`, or what reading the file throws.
  init(_ word: String, modality: BranchModality) throws {
    if BranchName(rawValue: word) == nil, Self.isPath(word) {
      let network = try NetworkBranch(reading: word, for: modality)
      self.network = network
      settings = network.settings
    } else {
      network = nil
      settings = try BranchSettings(name: word, modality: modality)
    }
  }

  private static func isPath(_ word: String) -> Bool {
    word.contains("/") || word.contains(".") || FileManager.default.fileExists(atPath: word)
  }
}
