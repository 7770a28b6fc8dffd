/// What a camera ray meets.
struct SurfacePoint: Sendable {
  /// Whether the point lies on the part and not on the table.
  var isPart: Bool

  /// The distance along the optical axis in millimetres.
  var depth: Float

  /// The position in the part's frame in millimetres.
  var position: Vector3

  /// The unit normal in the part's frame.
  var normal: Vector3

  /// From the camera to the point, of length one, in the part's frame.
  var view: Vector3

  /// The material, with any defect.
  var material: Material
}
