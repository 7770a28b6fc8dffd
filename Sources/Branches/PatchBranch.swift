import Tensors

/// Turns one modality of a part into one feature vector for each patch of the grid.
///
/// A branch is a pure function of its settings: the same view gives the same bytes on every call and for every
/// number of threads.
public protocol PatchBranch: Sendable {
  /// The name that bundles and messages use, such as `scattering`.
  var identifier: String { get }

  /// The weights that a bundle stores, by name; none for a branch that its settings describe whole.
  var tensors: [String: Tensor] { get }

  /// What a bundle stores beside the weights to build the branch from them again.
  var metadata: [String: String] { get }

  /// The length of each feature vector.
  var featureCount: Int { get }

  /// The features that memory banks compare.
  var bankFeatures: Range<Int> { get }

  /// The features that adaptors take: those of the finest scale, which follow best from the other modality.
  var adaptableFeatures: Range<Int> { get }

  /// Describes every patch of a part.
  ///
  /// - Parameters:
  ///   - view: The part; its grid says which patches.
  ///   - pool: The threads to use.
  /// - Returns: `[view.grid.patchCount, featureCount]` finite values.
  func features(of view: PartView, on pool: WorkerPool) -> PatchFeatures
}

extension PatchBranch {
  /// No weights.
  public var tensors: [String: Tensor] { [:] }

  /// Nothing.
  public var metadata: [String: String] { [:] }

  /// All of them.
  public var bankFeatures: Range<Int> { 0..<featureCount }

  /// All of them.
  public var adaptableFeatures: Range<Int> { 0..<featureCount }
}
