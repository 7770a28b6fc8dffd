/// What an evaluation reports beside the exact figures.
public struct EvaluationOptions: Sendable, Codable, Equatable {
  /// Adds the figures as papers compute them, at 224 x 224 pixels with 100 thresholds.
  public var includesLiteratureProtocol: Bool

  /// The number of bootstrap resamples behind the intervals of the figures; 0 leaves the intervals out.
  public var bootstrapResamples: Int

  /// The seed of the bootstrap.
  public var seed: UInt64

  /// Options with their defaults.
  public init(
    includesLiteratureProtocol: Bool = false, bootstrapResamples: Int = 2000, seed: UInt64 = 0
  ) {
    self.includesLiteratureProtocol = includesLiteratureProtocol
    self.bootstrapResamples = bootstrapResamples
    self.seed = seed
  }
}
