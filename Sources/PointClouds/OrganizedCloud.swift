import Tensors

/// A point cloud in the grid of the image it was seen with: one point per pixel, or none.
///
/// Coordinates are metres: x right, y down, z away from the sensor. Only `isValid` tells whether a pixel
/// has a point; the coordinates of a pixel without one are 0.
public struct OrganizedCloud: Sendable, Equatable {
  /// The largest magnitude of a believable coordinate, in metres; points beyond it are invalid.
  public static let reach: Float = 100

  /// The number of rows of pixels.
  public let height: Int

  /// The number of pixels in a row.
  public let width: Int

  /// The coordinates in metres, `[height, width, 3]`.
  public let points: Tensor

  /// Whether a pixel has a point, row-major, `height * width` long.
  public let isValid: [Bool]

  /// Reads the coordinates of an XYZ image.
  ///
  /// A point is invalid when a coordinate is not finite, when all three are 0 (negative zero too), or when
  /// one is beyond `reach`.
  ///
  /// - Parameters:
  ///   - xyz: Coordinates as stored, `[height, width, 3]`.
  ///   - unit: The unit of `xyz`.
  public init(xyz: Tensor, unit: LengthUnit = .metre) {
    precondition(
      xyz.shape.count == 3 && xyz.shape[2] == 3, "an XYZ image has shape [h, w, 3], not \(xyz.shape)")
    var points = xyz
    var isValid = [Bool](repeating: false, count: xyz.count / 3)
    points.withUnsafeMutableElements { elements in
      for pixel in isValid.indices {
        isValid[pixel] = Self.convert(&elements[3 * pixel..<3 * pixel + 3], metresPerUnit: unit.metres)
      }
    }
    self.init(points: points, isValid: isValid)
  }

  /// Scales one point to metres, or zeroes it when it is invalid; returns whether it is valid.
  private static func convert(
    _ point: inout Slice<UnsafeMutableBufferPointer<Float>>, metresPerUnit: Float
  ) -> Bool {
    let first = point.startIndex
    let scaled = SIMD3(point[first], point[first + 1], point[first + 2]) * metresPerUnit
    let isWithinReach = abs(scaled.x) <= reach && abs(scaled.y) <= reach && abs(scaled.z) <= reach
    let isValid = isWithinReach && scaled != .zero  // NaN is not within reach
    for axis in 0..<3 { point[first + axis] = isValid ? scaled[axis] : 0 }
    return isValid
  }

  /// A cloud whose invalid points are known to be zero.
  init(points: Tensor, isValid: [Bool]) {
    height = points.shape[0]
    width = points.shape[1]
    self.points = points
    self.isValid = isValid
  }

  /// The number of pixels.
  public var pixelCount: Int { height * width }

  /// The point of a pixel in metres, or nil when it has none.
  public func point(at pixel: Int) -> SIMD3<Float>? {
    isValid[pixel]
      ? SIMD3(points[flat: 3 * pixel], points[flat: 3 * pixel + 1], points[flat: 3 * pixel + 2]) : nil
  }

  /// The same cloud with only the valid points where `mask` is true.
  public func masked(by mask: [Bool]) -> OrganizedCloud {
    precondition(mask.count == pixelCount, "a mask of \(mask.count) pixels for \(height) x \(width)")
    var points = points
    var isValid = isValid
    for pixel in isValid.indices where isValid[pixel] && !mask[pixel] {
      isValid[pixel] = false
      for axis in 0..<3 { points[flat: 3 * pixel + axis] = 0 }
    }
    return OrganizedCloud(points: points, isValid: isValid)
  }
}
