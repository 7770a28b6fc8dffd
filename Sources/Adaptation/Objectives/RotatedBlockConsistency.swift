import Tensors

/// Agreement of a sample with its copy whose 4 x 4-pixel blocks were rotated at random.
///
/// The third term, which only the authors' released code has (section 3 of the method). Off by default.
package struct RotatedBlockConsistency {
  /// The loss.
  package let value: Float

  /// The derivative with respect to the head's outputs for the sample.
  package let gradient: BorrowedRows

  /// The derivative with respect to the head's outputs for the copy.
  package let rotatedGradient: BorrowedRows

  /// Compares patches.
  ///
  /// - Parameters:
  ///   - appearance: The appearance head's outputs for the sample, `[patches, shared]`.
  ///   - rotated: Those for the copy, in the same shape.
  ///   - temperature: `T` of the contrastive loss.
  ///   - pool: The threads to use.
  package init(
    appearance: BorrowedRows, rotated: BorrowedRows, temperature: Float, on pool: WorkerPool
  ) {
    let loss = ContrastiveLoss(appearance, rotated, temperature: temperature, on: pool)
    value = loss.value
    gradient = loss.firstGradient
    rotatedGradient = loss.secondGradient
  }
}
