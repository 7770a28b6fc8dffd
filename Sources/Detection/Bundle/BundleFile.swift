/// The files of a bundle.
enum BundleFile: String, CaseIterable {
  /// Format version, settings, grid, unit and facts about the training.
  case configuration = "config.json"

  /// The tensors of both branches.
  case branches = "branches.safetensors"

  /// The memory bank.
  case bank = "bank.safetensors"

  /// The adaptors and their shared space; only in bundles with adaptors.
  case adaptors = "adaptors.safetensors"

  /// Channel weights and thresholds.
  case calibration = "calibration.json"

  /// The model card.
  case card = "README.md"

  /// The SHA-256 of each of the others, in the form that `sha256sum --check` reads.
  case checksums = "SHA256SUMS"

  /// The path inside a bundle.
  func path(in bundle: String) -> String { bundle + "/" + rawValue }

  /// The largest size that is read, in bytes.
  var sizeLimit: Int {
    switch self {
    case .branches, .bank, .adaptors: 8 << 30
    case .configuration: 16 << 20  // the inspected region stands in it
    default: 1 << 20
    }
  }
}
