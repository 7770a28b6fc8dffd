/// All that is needed to build a branch again, in a form that bundles store.
///
/// Coded as `{"name": "scattering", "options": {…}}`.
public enum BranchSettings: Sendable, Equatable {
  /// A wavelet scattering network.
  case scattering(ScatteringOptions)
  /// Point feature histograms.
  case fpfh(PointHistogramOptions)

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
  public var name: BranchName {
    switch self {
    case .scattering: .scattering
    case .fpfh: .fpfh
    }
  }

  /// Builds the branch for a grid.
  public func branch(over grid: PatchGrid) -> any PatchBranch {
    switch self {
    case .scattering(let options): ScatteringBranch(grid: grid, options: options)
    case .fpfh(let options): PointHistogramBranch(options: options)
    }
  }
}

extension BranchSettings: Codable {
  private enum CodingKeys: String, CodingKey {
    case name
    case options
  }

  /// Reads settings.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
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
    }
  }

  /// Writes settings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    switch self {
    case .scattering(let options): try container.encode(options, forKey: .options)
    case .fpfh(let options): try container.encode(options, forKey: .options)
    }
  }
}
