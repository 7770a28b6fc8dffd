import Tensors

/// The fixed rig of a factory: camera, projector and table.
///
/// World coordinates, in millimetres: the origin lies on the table where the optical axis meets it, x points right
/// and y up in the image, z from the table towards the camera.
struct Stage: Sendable {
  let imageSize: Int
  let focalLength: Float
  let cameraPosition: Vector3
  let projectorPosition: Vector3
  let table: TableSurface
  /// The colour of the table as glossy parts mirror it.
  let floorColour: Vector3
  private let right: Vector3
  private let down: Vector3
  private let forward: Vector3

  /// Draws a rig that shows `fieldWidth` millimetres of the table.
  ///
  /// - Parameters:
  ///   - random: Where the rig is drawn from.
  ///   - fieldWidth: The width of the table in the image, in millimetres.
  ///   - tables: The surfaces that the table may have.
  ///   - imageSize: The height and width of the image, in pixels.
  ///   - focalRatio: The focal length as a share of the image's width; nil for a camera as far away as is drawn.
  init(
    _ random: inout RandomStream, fieldWidth: Float, tables: [TableSurface.Kind], imageSize: Int,
    focalRatio: Float?
  ) {
    let drawn = random.uniform(in: 460...720)
    let distance = focalRatio.map { $0 * fieldWidth } ?? drawn
    let (sine, cosine) = sineAndCosine(random.uniform(in: 0.14...0.34))
    self.imageSize = imageSize
    focalLength = distance * Float(imageSize) / fieldWidth
    cameraPosition = Vector3(0, -sine, cosine) * distance
    right = Vector3(1, 0, 0)
    down = Vector3(0, -cosine, -sine)
    forward = Vector3(0, sine, -cosine)
    // A nearer camera has a nearer projector beside it, so that shadows stay as long.
    let baseline = random.uniform(in: 90...150) * (random.uniform() < 0.5 ? -1 : 1) * (distance / drawn)
    projectorPosition = cameraPosition + right * baseline
    table = TableSurface(&random, kinds: tables)
    floorColour = table.material(.zero).albedo
  }

  /// The centre of the image, in pixels.
  var centre: Float { Float(imageSize) * 0.5 }

  /// The camera as the sample's reader sees it.
  var intrinsics: CameraIntrinsics {
    CameraIntrinsics(focalLength: focalLength, centreColumn: centre, centreRow: centre)
  }

  /// The direction through an image point, in world coordinates; its extent along the optical axis is 1.
  @inline(__always)
  func direction(column: Float, row: Float) -> Vector3 {
    right * ((column - centre) / focalLength) + down * ((row - centre) / focalLength) + forward
  }

  /// The pixel that shows a point of the world, kept inside the image.
  func pixel(of point: Vector3) -> (column: Int, row: Int) {
    let seen = toCamera(point - cameraPosition)
    let last = Float(imageSize - 1)
    let column = clamp(centre + focalLength * seen.x / seen.z, 0, last)
    let row = clamp(centre + focalLength * seen.y / seen.z, 0, last)
    return (Int(column + 0.5), Int(row + 0.5))
  }

  /// A world direction in camera coordinates.
  @inline(__always)
  func toCamera(_ v: Vector3) -> Vector3 { Vector3(right.dot(v), down.dot(v), forward.dot(v)) }
}
