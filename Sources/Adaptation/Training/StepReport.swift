/// What one step of training did.
public struct StepReport: Sendable, Equatable, Codable {
  /// The steps taken, this one included.
  public let step: Int

  /// The terms of the loss before the step.
  public let terms: LossTerms

  /// Their weighed sum.
  public let loss: Float

  /// The learning rate.
  public let learningRate: Double

  /// The spread of the batch's patches, at steps where it was measured.
  public let spread: ModalityPair<SpreadChange>?

  /// The modality that has collapsed; training must end.
  public let collapsed: String?
}
