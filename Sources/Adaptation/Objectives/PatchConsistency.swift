import Tensors

/// Local cross-modal consistency (CLC-L, section 3 of the method): the symmetric contrastive loss between the heads'
/// outputs for the same patches, with the other patches of a sub-sample of the batch as negatives.
package struct PatchConsistency {
  /// The loss.
  package let value: Float

  /// The derivative with respect to the appearance head's outputs.
  package let appearanceGradient: BorrowedRows

  /// The derivative with respect to the geometry head's outputs.
  package let geometryGradient: BorrowedRows

  /// Compares patches.
  ///
  /// - Parameters:
  ///   - appearance: The appearance head's outputs, `[patches, shared]`.
  ///   - geometry: The geometry head's outputs for the same patches, in the same shape.
  ///   - temperature: `T` of the equation.
  ///   - pool: The threads to use.
  package init(
    appearance: BorrowedRows, geometry: BorrowedRows, temperature: Float, on pool: WorkerPool
  ) {
    let loss = ContrastiveLoss(appearance, geometry, temperature: temperature, on: pool)
    value = loss.value
    appearanceGradient = loss.firstGradient
    geometryGradient = loss.secondGradient
  }
}
