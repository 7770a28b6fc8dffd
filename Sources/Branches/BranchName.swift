/// A branch that needs no weights file.
public enum BranchName: String, CaseIterable, Sendable, Codable {
  /// Appearance by a wavelet scattering network.
  case scattering
  /// Geometry by fast point feature histograms and curvature.
  case fpfh

  /// What the branch looks at.
  public var modality: BranchModality {
    switch self {
    case .scattering: .appearance
    case .fpfh: .geometry
    }
  }
}
