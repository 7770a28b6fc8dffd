import Networks
import Tensors

/// The samples of one step, their patches one after another.
public struct SampleBatch: Sendable {
  /// Which patches belong to which sample.
  public let samples: TokenSamples

  /// The number of each sample in the training set.
  public let owners: [Int32]

  /// `[patches, Da]`.
  public let appearance: Tensor

  /// `[patches, Dg]`.
  public let geometry: Tensor

  /// `[patches, Da]`, when every sample has a rotated copy.
  public let rotatedAppearance: Tensor?

  /// Puts samples together.
  ///
  /// - Parameters:
  ///   - members: The samples.
  ///   - owners: The number of each in the training set.
  public init(_ members: [SampleFeatures], owners: [Int32]) {
    precondition(members.count == owners.count, "\(owners.count) owners of \(members.count) samples")
    samples = TokenSamples(counts: members.map(\.patchCount))
    self.owners = owners
    appearance = .stacked(members.map(\.appearance))
    geometry = .stacked(members.map(\.geometry))
    let rotated = members.compactMap(\.rotatedAppearance)
    rotatedAppearance = rotated.count == members.count ? .stacked(rotated) : nil
  }
}
