import Branches
import Detection

/// Everything that decides the features of good parts; a cache is used only when all of it is the same.
struct FeatureIdentity: Codable, Equatable, Sendable {
  /// The version of Assay.
  let assay: String

  /// The branch that saw the image.
  let appearance: BranchSettings

  /// The branch that saw the cloud.
  let geometry: BranchSettings

  /// From capture to view.
  let preprocessing: PreprocessingOptions

  /// The seed of what preprocessing draws.
  let seed: UInt64

  /// The unit of XYZ files.
  let unit: String

  /// The checksum of each good part by its name.
  let parts: [String: String]
}
