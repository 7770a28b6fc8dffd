/// What was planted into a part, and where it is seen.
public struct DefectDescription: Sendable, Equatable {
  /// The kind of defect.
  public let kind: DefectKind

  /// From 0, barely visible, to 1, obvious.
  public let severity: Float

  /// The image column of the defect's centre, in pixels.
  public let column: Int

  /// The image row of the defect's centre, in pixels.
  public let row: Int

  /// The radius of the region that the defect lies in, in metres.
  public let radius: Float

  /// The largest depth or height of the change in metres; 0 when only the appearance changes.
  public let relief: Float

  /// The number of mask pixels.
  public let area: Int
}
