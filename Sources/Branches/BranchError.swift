import Files
import Networks

/// What can be wrong with the choice of a branch, or with its weights.
public enum BranchError: Error, Equatable, CustomStringConvertible {
  /// No branch of that modality has this name.
  case unknownName(String, modality: BranchModality)

  /// The weights are those of a network for the other modality.
  case wrongModality(path: String, network: String, wanted: BranchModality)

  /// The tensors belong to no network that a branch can run; their names are sorted.
  case unknownNetwork(path: String, modality: BranchModality, tensors: [String])

  /// Tensors that should hold floating-point numbers hold whole ones; their names are sorted.
  case wholeNumbers(path: String, tensors: [String])

  /// The weights of a residual network are refused.
  case residualWeights(path: String, ResidualNetworkError)

  /// The weights of a point network are refused.
  case weights(WeightsError)

  /// The failure in a sentence that says what to do.
  public var description: String {
    switch self {
    case .unknownName(let name, let modality):
      let known = BranchName.allCases.filter { $0.modality == modality }.map(\.rawValue)
      return "there is no \(modality.rawValue) branch called \(DisplayPath(name)); "
        + "use \(known.joined(separator: " or ")), or the path of a .safetensors file"
    case .wrongModality(let path, let network, let wanted):
      let other: BranchModality = wanted == .appearance ? .geometry : .appearance
      return
        "\(DisplayPath(path)): expected the weights of \(Self.article(wanted)) branch, found \(network), "
        + "which is \(Self.article(other)) branch; give it with --\(other.rawValue)"
    case .unknownNetwork(let path, let modality, let tensors):
      return "\(DisplayPath(path)): expected \(Self.networks(for: modality)), found \(Self.list(tensors)); "
        + "convert the published checkpoint with `assay convert weights`"
    case .wholeNumbers(let path, let tensors):
      return "\(DisplayPath(path)): expected floating-point numbers, found whole numbers in "
        + "\(Self.list(tensors)); convert the published checkpoint with `assay convert weights`"
    case .residualWeights(let path, let error): return "\(DisplayPath(path)): \(error)"
    case .weights(let error): return error.description
    }
  }

  private static func article(_ modality: BranchModality) -> String {
    modality == .appearance ? "an appearance" : "a geometry"
  }

  private static func networks(for modality: BranchModality) -> String {
    switch modality {
    case .appearance: "a ResNet-18, 34, 50 or Wide ResNet-50-2 under torchvision's tensor names"
    case .geometry: "Point-MAE's encoder under its published tensor names, or a compact point encoder"
    }
  }

  /// The number of names and the first of them.
  private static func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "no tensors" }
    let shown = names.prefix(4).map { "\"\(DisplayPath($0, limit: 60))\"" }.joined(separator: ", ")
    return "\(names.count) \(names.count == 1 ? "tensor" : "tensors"), \(shown)"
      + (names.count > 4 ? ", …" : "")
  }
}
