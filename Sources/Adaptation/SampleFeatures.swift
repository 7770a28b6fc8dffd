import Tensors

/// The frozen features of the valid patches of one sample; row `j` of both shows the same surface.
///
/// Both modalities come centred and divided by one number, so that the mean variance of a feature over good patches is
/// one: then learning rates and caps mean the same for every branch.
public struct SampleFeatures: Sendable, Equatable {
  /// Appearance, `[patches, Da]`.
  public let appearance: Tensor

  /// Geometry, `[patches, Dg]`.
  public let geometry: Tensor

  /// Appearance of the copy whose pixel blocks were rotated, `[patches, Da]`; only the rotated-block term reads it.
  public let rotatedAppearance: Tensor?

  /// Pairs the features of one sample.
  public init(appearance: Tensor, geometry: Tensor, rotatedAppearance: Tensor? = nil) {
    precondition(
      appearance.shape.count == 2 && geometry.shape.count == 2 && appearance.rows == geometry.rows
        && rotatedAppearance.map { $0.shape == appearance.shape } ?? true,
      "appearance \(appearance.shape), geometry \(geometry.shape), "
        + "rotated \(rotatedAppearance?.shape ?? [])")
    self.appearance = appearance
    self.geometry = geometry
    self.rotatedAppearance = rotatedAppearance
  }

  /// The number of patches.
  public var patchCount: Int { appearance.rows }

  /// Some of the patches, in order; all of them where there are no more.
  package func drawn(_ count: Int, from random: inout RandomStream) -> SampleFeatures {
    guard count < patchCount else { return self }
    let chosen = random.distinctIndices(count, below: patchCount).sorted()
    return SampleFeatures(
      appearance: appearance.rows(at: chosen), geometry: geometry.rows(at: chosen),
      rotatedAppearance: rotatedAppearance?.rows(at: chosen))
  }

  /// The same sample with its appearance whitened.
  public func whitened(by whitening: Whitening?, on pool: WorkerPool) -> SampleFeatures {
    guard let whitening else { return self }
    return SampleFeatures(
      appearance: whitening(appearance, on: pool), geometry: geometry,
      rotatedAppearance: rotatedAppearance.map { whitening($0, on: pool) })
  }
}
