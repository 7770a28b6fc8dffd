/// Why stored adaptors or a stored state of training cannot be used.
public enum AdaptationError: Error, Equatable, CustomStringConvertible {
  /// A tensor is missing or does not fit.
  case tensor(name: String, problem: String)

  /// One line: which tensor, what was expected, what was found.
  public var description: String {
    switch self {
    case .tensor(let name, let problem): "tensor \(name): \(problem)"
    }
  }
}
