import Files

/// What can be wrong with a point cloud that a user hands in.
public enum PointCloudError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No point of the file is valid.
  case noValidPoints(path: String)
  /// Most coordinates lie beyond any reach of a sensor, as those of a file in millimetres read as metres do.
  case implausibleUnit(path: String, beyondReach: Int, of: Int, unit: LengthUnit)

  /// One sentence on what was expected and found, one on what to do.
  public var description: String {
    switch self {
    case .noValidPoints(let path):
      """
      \(DisplayPath(path)): expected a cloud with valid points, found none (every point has a \
      coordinate that is not finite, or is 0, 0, 0). Check that the file is the XYZ image of this view.
      """
    case .implausibleUnit(let path, let beyondReach, let count, let unit):
      """
      \(DisplayPath(path)): expected coordinates within \(OrganizedCloud.reach) m, found \
      \(beyondReach) of \(count) points farther away when read in \(unit.rawValue). State the unit of the \
      file with --unit.
      """
    }
  }
}
