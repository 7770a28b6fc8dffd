import Tensors

/// An organised cloud as a file has it: no unit is converted and no point judged.
public struct StoredCloud: Sendable {
  /// The coordinates, `[height, width, 3]`; not finite where the file says so, or has no point.
  public let points: Tensor

  /// The colours, `[height, width, 3]`, in 0...1; nil when the file has none.
  public let colors: Tensor?

  /// A cloud of points and perhaps colours.
  public init(points: Tensor, colors: Tensor? = nil) {
    self.points = points
    self.colors = colors
  }
}

/// Puts the points of a file in their pixels, one by one.
struct StoredCloudBuilder {
  private let size: GridSize
  private var points: [Float]
  private var colors: [Float]

  /// A grid without points.
  init(size: GridSize, hasColors: Bool) {
    self.size = size
    points = [Float](repeating: .nan, count: 3 * size.count)
    colors = [Float](repeating: 0, count: hasColors ? 3 * size.count : 0)
  }

  /// Sets the point of a pixel.
  mutating func set(_ pixel: Int, point: SIMD3<Float>) {
    for axis in 0..<3 { points[3 * pixel + axis] = point[axis] }
  }

  /// Sets the colour of a pixel, in 0...1.
  mutating func set(_ pixel: Int, color: SIMD3<Float>) {
    for channel in 0..<3 { colors[3 * pixel + channel] = color[channel] }
  }

  /// The cloud.
  var cloud: StoredCloud {
    let shape = [size.height, size.width, 3]
    return StoredCloud(
      points: Tensor(shape: shape, elements: points),
      colors: colors.isEmpty ? nil : Tensor(shape: shape, elements: colors))
  }
}
