import Adaptation
import Branches

/// Every setting that decides what a detector answers; it is stored in the bundle.
public struct DetectorConfiguration: Codable, Sendable, Equatable {
  /// The branch that sees the image.
  public var appearance = BranchSettings(.scattering)

  /// The branch that sees the cloud.
  public var geometry = BranchSettings(.fpfh)

  /// From capture to view.
  public var preprocessing = PreprocessingOptions()

  /// How many rows the memory bank keeps, and how they are chosen.
  public var bank = BankOptions()

  /// From distances to maps and scores.
  public var scoring = ScoringOptions()

  /// How adaptors are trained; nil keeps the frozen features as they are.
  public var adaptation: AdaptationOptions?

  /// The seed of everything that is drawn.
  public var seed: UInt64 = 0

  /// The defaults: both weight-free branches.
  public init() {}
}
