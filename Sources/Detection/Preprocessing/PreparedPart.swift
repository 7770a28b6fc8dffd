import Branches

/// A capture after preprocessing: what the branches see, and which patches show the part.
public struct PreparedPart: Sendable {
  /// The square view of image, cloud and foreground.
  public let view: PartView

  /// Where the part's patches lie in the frame.
  public let placement: PatchPlacement

  /// The share of the part's inspected pixels with a valid point, in 0...1.
  public let coverage: Float
}
