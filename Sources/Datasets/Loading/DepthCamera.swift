import Tensors

/// A pinhole camera that turns a depth map into an organised cloud and back.
///
/// Camera coordinates: x right, y down, z away from the sensor. Depth is z, not the length of the ray. Pixel
/// positions count from 0, without half a pixel added, as in the published Eyecandies conversion.
public struct DepthCamera: Sendable, Equatable {
  /// The focal length along a row, in pixels of a column's width.
  public let focalColumns: Float

  /// The focal length along a column, in pixels of a row's height.
  public let focalRows: Float

  /// The column of the principal point in pixels.
  public let centreColumn: Float

  /// The row of the principal point in pixels.
  public let centreRow: Float

  /// How the lens bends rays.
  public let distortion: LensDistortion

  /// A camera; the focal lengths are positive.
  public init(
    focalColumns: Float, focalRows: Float, centreColumn: Float, centreRow: Float,
    distortion: LensDistortion = .none
  ) {
    precondition(focalColumns > 0 && focalRows > 0, "a focal length of \(focalColumns) x \(focalRows) pixels")
    self.focalColumns = focalColumns
    self.focalRows = focalRows
    self.centreColumn = centreColumn
    self.centreRow = centreRow
    self.distortion = distortion
  }

  /// A camera with square pixels; the focal length is positive.
  public init(focalLength: Float, centreColumn: Float, centreRow: Float) {
    self.init(
      focalColumns: focalLength, focalRows: focalLength, centreColumn: centreColumn, centreRow: centreRow)
  }

  /// The focal length of Eyecandies as a share of the image's width: 711.11 of 512 pixels.
  public static let eyecandiesFocalRatio: Float = 711.11 / 512

  /// The camera of Eyecandies for images of a size.
  ///
  /// The published images have 512 x 512 pixels, a focal length of 711.11 pixels and the principal point at
  /// (256, 256). Other sizes are taken for the same view: the focal length grows with the longer side.
  public static func eyecandies(_ size: PixelSize) -> DepthCamera {
    DepthCamera(
      focalLength: eyecandiesFocalRatio * Float(max(size.height, size.width)),
      centreColumn: Float(size.width) / 2, centreRow: Float(size.height) / 2)
  }

  /// The cloud of a depth map: `x = (column - centreColumn) * z / focalColumns`, and `y` from rows alike.
  ///
  /// With a distorting lens each pixel has the ray that it sees in truth. No pixel moves, so that the cloud still fits
  /// the image of the same camera. A pixel whose ray cannot be found has no point.
  ///
  /// - Parameter depth: `[height, width]`, in metres; anything but a positive finite number means no point.
  /// - Returns: `[height, width, 3]`, in metres, `(0, 0, 0)` where there is no point.
  public func points(depth: Tensor) -> Tensor {
    precondition(depth.shape.count == 2, "a depth map of shape \(depth.shape)")
    let (height, width) = (depth.shape[0], depth.shape[1])
    var points = [Float](repeating: 0, count: depth.count * 3)
    for row in 0..<height {
      let slope = (Float(row) - centreRow) / focalRows
      for column in 0..<width {
        let pixel = row * width + column
        let z = depth.elements[pixel]
        guard z.isFinite, z > 0 else { continue }
        guard let ray = distortion.ray((Float(column) - centreColumn) / focalColumns, slope) else { continue }
        points[pixel * 3] = ray.x * z
        points[pixel * 3 + 1] = ray.y * z
        points[pixel * 3 + 2] = z
      }
    }
    return Tensor(shape: [height, width, 3], elements: points)
  }

  /// The depth map of a cloud, which is its z; the inverse of `points(depth:)` for a cloud seen by this camera.
  ///
  /// - Parameter points: `[height, width, 3]`, in metres.
  /// - Returns: `[height, width]`, in metres, 0 where there is no point.
  public static func depth(points: Tensor) -> Tensor {
    precondition(points.shape.count == 3 && points.shape[2] == 3, "a cloud of shape \(points.shape)")
    let depths = stride(from: 2, to: points.count, by: 3).map { index in
      let z = points.elements[index]
      return z.isFinite && z > 0 ? z : 0
    }
    return Tensor(shape: [points.shape[0], points.shape[1]], elements: depths)
  }
}
