/// All that is needed to build a branch again, in a form that bundles store.
///
/// Coded as `{"name": "scattering", "options": {…}}`, and a network as
/// `{"name": "resnet50", "weights": {"file": …, "name": "resnet50", "sha256": …}}`; its weights are stored beside.
public enum BranchSettings: Sendable, Equatable {
  /// A wavelet scattering network.
  case scattering(ScatteringOptions)
  /// Point feature histograms.
  case fpfh(PointHistogramOptions)
  /// A network with weights from a file.
  case network(NetworkReference)

  /// The default settings of a built-in branch.
  ///
  /// - Parameters:
  ///   - name: What the user typed.
  ///   - modality: What the branch is wanted for.
  /// - Throws: `BranchError.unknownName`, which lists the names there are.
  public init(name: String, modality: BranchModality) throws(BranchError) {
    guard let known = BranchName(rawValue: name), known.modality == modality else {
      throw .unknownName(name, modality: modality)
    }
    self.init(known)
  }

  /// The default settings of a built-in branch.
  public init(_ name: BranchName) {
    switch name {
    case .scattering: self = .scattering(ScatteringOptions())
    case .fpfh: self = .fpfh(PointHistogramOptions())
    }
  }

  /// The name of the branch.
  public var name: String {
    switch self {
    case .scattering: BranchName.scattering.rawValue
    case .fpfh: BranchName.fpfh.rawValue
    case .network(let reference): reference.name
    }
  }

  /// Which network and weights file these settings refer to; nil for a branch without weights.
  public var network: NetworkReference? {
    if case .network(let reference) = self { reference } else { nil }
  }

  /// Whether the branch describes patches by themselves, too, as only programs that know bundles of format 6 can.
  public var describesSinglePatches: Bool {
    switch self {
    case .scattering(let options): options.adaptsSinglePatches == true
    case .fpfh(let options): options.comparesSinglePatches == true
    case .network: false
    }
  }

  /// Builds the branch for a grid.
  ///
  /// - Parameters:
  ///   - grid: The patches.
  ///   - network: The network that the settings refer to, if they do.
  /// - Returns: The branch, ready to describe parts.
  public func branch(over grid: PatchGrid, network: NetworkBranch? = nil) -> any PatchBranch {
    switch self {
    case .scattering(let options): return ScatteringBranch(grid: grid, options: options)
    case .fpfh(let options): return PointHistogramBranch(options: options)
    case .network(let reference):
      guard let network, network.reference == reference else {
        preconditionFailure(
          "settings of \(reference) with the network \(String(describing: network?.reference))")
      }
      return network.branch
    }
  }
}

extension BranchSettings: Codable {
  private enum CodingKeys: String, CodingKey {
    case name
    case options
    case weights
  }

  /// Reads settings.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if container.contains(.weights) {
      self = .network(try container.decode(NetworkReference.self, forKey: .weights))
      return
    }
    switch try container.decode(BranchName.self, forKey: .name) {
    case .scattering: self = .scattering(try container.decode(ScatteringOptions.self, forKey: .options))
    case .fpfh: self = .fpfh(try container.decode(PointHistogramOptions.self, forKey: .options))
    }
    guard isUsable else {
      throw DecodingError.dataCorruptedError(
        forKey: .options, in: container, debugDescription: "options out of range: \(self)")
    }
  }

  private var isUsable: Bool {
    switch self {
    case .scattering(let options): options.isUsable
    case .fpfh(let options): options.isUsable
    case .network: true
    }
  }

  /// Writes settings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    switch self {
    case .scattering(let options): try container.encode(options, forKey: .options)
    case .fpfh(let options): try container.encode(options, forKey: .options)
    case .network(let reference): try container.encode(reference, forKey: .weights)
    }
  }
}
