import Tensors

/// Global cross-modal consistency (CLC-G, section 3 of the method): the symmetric contrastive loss between the heads'
/// outputs for the same global features (instances of parts), with the other global features of the batch as negatives.
package struct GlobalConsistency {
  /// The loss.
  package let value: Float

  /// The derivative with respect to the appearance head's outputs.
  package let appearanceGradient: BorrowedRows

  /// The derivative with respect to the geometry head's outputs.
  package let geometryGradient: BorrowedRows

  /// Compares global features.
  ///
  /// - Parameters:
  ///   - appearance: The appearance head's outputs, `[globals, shared]`.
  ///   - geometry: The geometry head's outputs for the same global features, in the same shape.
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
