import Files

/// Why a set of tensors is not the network that it was taken for.
///
/// Names that stand in a file are escaped and shortened in the text, so that it can be printed as it is.
public enum WeightsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Tensors are missing, have a wrong shape, or belong to nothing; each list is sorted by name.
  case tensors(path: String, missing: [String], misshapen: [MisshapenTensor], unknown: [String])

  /// A setting in the metadata is not what it has to be.
  case setting(path: String, key: String, expected: String, found: String)

  /// A tensor with a shape that the network has no use for.
  public struct MisshapenTensor: Equatable, Sendable {
    /// The name in the file.
    public let name: String

    /// The shape that the network needs.
    public let expected: [Int]

    /// The shape in the file.
    public let found: [Int]

    /// Names a tensor and its shapes.
    public init(name: String, expected: [Int], found: [Int]) {
      self.name = name
      self.expected = expected
      self.found = found
    }
  }

  /// One line: the file, what was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .tensors(let path, let missing, let misshapen, let unknown):
      let parts = [
        Self.list("missing", missing.map(Self.quoted)),
        Self.list(
          "of another shape",
          misshapen.map { "\(Self.quoted($0.name)) (expected \($0.expected), found \($0.found))" }),
        Self.list("unknown", unknown.map(Self.quoted)),
      ]
      return "\(DisplayPath(path)): the tensors are not those of this network: "
        + parts.compactMap { $0 }.joined(separator: "; ")
        + ". Check that the file holds this network, and convert it again."
    case .setting(let path, let key, let expected, let found):
      return "\(DisplayPath(path)): metadata \(Self.quoted(key)): expected \(expected), "
        + "found \(Self.quoted(found)). Correct the setting, or convert the weights again."
    }
  }

  /// The names that are printed of a list.
  private static let listed = 8

  private static func list(_ label: String, _ names: [String]) -> String? {
    guard !names.isEmpty else { return nil }
    let rest = names.count > listed ? " and \(names.count - listed) more" : ""
    return "\(names.count) \(label): " + names.prefix(listed).joined(separator: ", ") + rest
  }

  private static func quoted(_ name: String) -> String { "\"\(DisplayPath(name, limit: 80))\"" }
}
