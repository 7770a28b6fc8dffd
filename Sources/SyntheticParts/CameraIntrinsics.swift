/// The pinhole camera of a sample: `x / z = (column - centreColumn) / focalLength`, and the same for `y` and rows.
public struct CameraIntrinsics: Sendable, Equatable {
  /// The focal length in pixels, the same along rows and columns.
  public let focalLength: Float

  /// The column of the principal point, in pixels; columns count from 0 at a pixel's centre.
  public let centreColumn: Float

  /// The row of the principal point, in pixels; rows count from 0 at a pixel's centre.
  public let centreRow: Float
}
