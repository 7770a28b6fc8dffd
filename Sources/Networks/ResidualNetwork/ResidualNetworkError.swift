import Files

/// Why weights were refused.
///
/// Whoever read them puts the file's name before the text. Names that stand in a file are escaped and shortened.
public enum ResidualNetworkError: Error, Equatable, CustomStringConvertible {
  /// The tensors are those of no network that can be loaded; `found` says what they look like.
  case unknownArchitecture(found: String)

  /// Tensors are missing, have another shape, or belong to no layer; each list is sorted.
  case wrongTensors(
    ResidualArchitecture, missing: [String], misshapen: [MisshapenTensor], unexpected: [String])

  /// A layer has numbers that are not finite once its batch normalisation is folded in.
  case notFinite(layer: String)

  /// An entry of the metadata cannot be understood, or contradicts the tensors.
  case metadata(key: String, expected: String, found: String)

  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .unknownArchitecture(let found):
      "expected the tensors of \(Self.architectures) under torchvision's names, found \(found); "
        + "convert the checkpoint with `assay convert weights`"
    case .wrongTensors(let architecture, let missing, let misshapen, let unexpected):
      "expected the tensors of \(architecture.rawValue), found "
        + [
          Self.list("missing", missing), Self.list("of another shape", misshapen.map(\.description)),
          Self.list("unknown", unexpected.map(Self.quoted)),
        ].compactMap { $0 }.joined(separator: "; ")
        + "; the file is incomplete or holds another network"
    case .notFinite(let layer):
      "layer \(layer): expected finite weights and positive variances, found others; the file is damaged"
    case .metadata(let key, let expected, let found):
      "metadata entry \"\(key)\": expected \(expected), found \(Self.quoted(found))"
    }
  }

  static func quoted(_ text: String) -> String { "\"\(DisplayPath(text, limit: 80))\"" }

  private static var architectures: String {
    ResidualArchitecture.allCases.map(\.rawValue).joined(separator: ", ")
  }

  private static func list(_ what: String, _ entries: [String]) -> String? {
    let limit = 12
    guard !entries.isEmpty else { return nil }
    let rest = entries.count > limit ? " and \(entries.count - limit) more" : ""
    return "\(entries.count) \(what): " + entries.prefix(limit).joined(separator: ", ") + rest
  }
}

/// A tensor whose shape is not what its layer needs.
public struct MisshapenTensor: Sendable, Equatable, CustomStringConvertible {
  /// The name of the tensor.
  public let name: String

  /// The shape that the layer needs.
  public let expected: [Int]

  /// The shape in the file.
  public let found: [Int]

  /// The name and both shapes.
  public var description: String { "\(name) \(found) in place of \(expected)" }
}
