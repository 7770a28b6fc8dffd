import Tensors

/// The coordinates of a cloud as three planes, padded with NaN so that windows need no bounds.
///
/// Every pixel without a point is NaN: no comparison with it holds, so kernels pass over it.
struct PointPlanes: Sendable {
  let height: Int
  let width: Int

  /// The rows and columns of NaN on each side.
  let padding: Int

  /// The width rounded up to whole lanes.
  let paddedWidth: Int

  /// The floats from one row to the next.
  let stride: Int

  private let x: [Float]
  private let y: [Float]
  private let z: [Float]
  private let origin: Int

  /// - Parameters:
  ///   - cloud: The points.
  ///   - padding: The rows and columns of NaN on each side.
  init(_ cloud: OrganizedCloud, padding: Int) {
    height = cloud.height
    width = cloud.width
    self.padding = padding
    paddedWidth = (cloud.width + 7) / 8 * 8
    stride = paddedWidth + 2 * padding + 8
    origin = padding * stride + padding
    let count = (height + 2 * padding) * stride
    var planes = [[Float]](repeating: [Float](repeating: .nan, count: count), count: 3)
    for axis in 0..<3 {
      for pixel in 0..<cloud.pixelCount where cloud.isValid[pixel] {
        let place = origin + pixel / cloud.width * stride + pixel % cloud.width
        planes[axis][place] = cloud.points.elements[3 * pixel + axis]
      }
    }
    (x, y, z) = (planes[0], planes[1], planes[2])
  }

  /// Calls `body` with the addresses of the first pixel of a row in the three planes; nil without pixels.
  @discardableResult
  func withRow<Result>(
    _ row: Int, _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>) -> Result
  ) -> Result? {
    let start = origin + row * stride
    return x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        z.withUnsafeBufferPointer { z in
          guard let x = x.baseAddress, let y = y.baseAddress, let z = z.baseAddress else { return nil }
          return body(x + start, y + start, z + start)
        }
      }
    }
  }

  /// The point of a pixel of the cloud, or nil when it has none.
  func point(at pixel: Int) -> SIMD3<Float>? {
    let place = origin + pixel / width * stride + pixel % width
    return x[place].isNaN ? nil : SIMD3(x[place], y[place], z[place])
  }

  /// A window around a pixel that stays within the padding; its columns are whole lanes.
  struct Window {
    let firstRow: Int
    let firstColumn: Int
    let rows: Int
    let columns: Int

    init(row: Int, column: Int, reach: Int) {
      firstRow = row - reach
      firstColumn = column - reach
      rows = 2 * reach + 1
      columns = (2 * reach + 1 + 7) / 8 * 8
    }
  }
}
