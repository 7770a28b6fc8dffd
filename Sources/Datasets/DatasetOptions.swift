import PointClouds

/// Choices that a data set leaves to its user.
public struct DatasetOptions: Sendable, Equatable {
  /// The unit that XYZ files are stored in; depth files always say metres.
  public var unit: LengthUnit = .metre

  /// Which of the six lightings of Eyecandies is the RGB image: 0 all spotlights, 1 bottom, 2 right, 3 top,
  /// 4 left, 5 global light.
  ///
  /// The default is 4, the image that the conversion script behind most published numbers takes.
  public var eyecandiesImage: Int = 4

  /// Divides the good parts of a plain folder that has no splits; the same seed divides alike.
  public var seed: UInt64 = 0

  /// The share of such good parts that goes to validation.
  public var validationShare: Double = 0.2

  /// The share of such good parts that goes to the test split, when there are defects to test on.
  public var testShare: Double = 0.2

  /// The default choices.
  public init() {}
}
