/// The terms of the loss at one step, before they are weighed.
public struct LossTerms: Sendable, Equatable, Codable {
  /// CLC-L.
  public var patchConsistency: Float = 0

  /// CLC-G.
  public var globalConsistency: Float = 0

  /// L_LC, summed over both modalities; 0 while the memories fill.
  public var patchCompactness: Float = 0

  /// L_GC, summed over both modalities; 0 while the memories fill.
  public var globalCompactness: Float = 0

  /// The rotated-block term.
  public var rotatedBlocks: Float = 0

  /// The weighed sum (section 5 of the method).
  public func total(_ weights: LossWeights) -> Float {
    weights.patchConsistency * patchConsistency + weights.globalConsistency * globalConsistency
      + weights.patchCompactness * patchCompactness + weights.globalCompactness * globalCompactness
      + weights.rotatedBlocks * rotatedBlocks
  }
}
