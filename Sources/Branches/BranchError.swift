import Files

/// What can be wrong with the choice of a branch.
public enum BranchError: Error, Equatable, CustomStringConvertible {
  /// No branch of that modality has this name.
  case unknownName(String, modality: BranchModality)

  /// The failure in a sentence that says what to do.
  public var description: String {
    switch self {
    case .unknownName(let name, let modality):
      let known = BranchName.allCases.filter { $0.modality == modality }.map(\.rawValue)
      return "there is no \(modality.rawValue) branch called \(DisplayPath(name)); "
        + "use \(known.joined(separator: " or "))"
    }
  }
}
