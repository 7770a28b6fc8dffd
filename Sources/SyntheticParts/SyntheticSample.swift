import Tensors

/// One synthetic part as a camera and a depth sensor see it, with its ground truth.
///
/// All images have the same height and width and show the same view. Camera coordinates: x right, y down, z away
/// from the sensor.
public struct SyntheticSample: Sendable {
  /// The photograph `[height, width, 3]`, sRGB values on the 8-bit grid in 0...1.
  public let rgb: Tensor

  /// The scan `[height, width, 3]` in metres; `(0, 0, 0)` where the sensor measured nothing.
  public let xyz: Tensor

  /// For each pixel, row-major, whether it shows the defect.
  public let mask: [Bool]

  /// For each pixel, row-major, whether it shows the part and not the table.
  public let foreground: [Bool]

  /// The defects planted; empty for a good part.
  public let defects: [DefectDescription]

  /// The true distance along the optical axis `[height, width]` in metres, without any sensor effect.
  public let depth: Tensor

  /// The true unit normals `[height, width, 3]` in camera coordinates, pointing towards the camera.
  public let normals: Tensor

  /// The true colour `[height, width, 3]`, linear RGB without light and shadow.
  public let albedo: Tensor

  /// Six photographs under separate lights, or none when they were not asked for.
  ///
  /// In the order of Eyecandies: all spots, bottom, right, top, left, diffuse light only.
  public let lightings: [Tensor]

  /// The camera that took all images.
  public let camera: CameraIntrinsics
}
