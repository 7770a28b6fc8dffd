import Tensors

/// One feature vector for each of some points.
public struct PointDescriptors: Sendable, Equatable {
  /// The pixels that the rows belong to.
  public let pixels: [Int]

  /// The features, `[pixels, features]`; 0 where `isValid` is false.
  public let values: Tensor

  /// Whether a pixel has a point with a normal, and so features.
  public let isValid: [Bool]
}
