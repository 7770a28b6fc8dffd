import Files
import Tensors
import Yams

/// The depths that the smallest and the largest value of a 16-bit depth image stand for.
///
/// Eyecandies normalises every depth map by itself: `depth = value / 65535 * (maximum - minimum) + minimum`.
public struct DepthRange: Sendable, Equatable {
  /// The depth of value 0, in metres.
  public let minimum: Double

  /// The depth of value 65535, in metres.
  public let maximum: Double

  /// The largest value of a depth image.
  static let scale = 65_535.0

  /// A range.
  public init(minimum: Double, maximum: Double) {
    self.minimum = minimum
    self.maximum = maximum
  }

  /// Reads `normalization.min` and `normalization.max` of an `info_depth.yaml`.
  ///
  /// - Throws: `DatasetError` when the file cannot be read, or the two numbers are not finite and in order.
  public init(reading path: String) throws(DatasetError) {
    let bounds = try YAMLFile.read(path)["normalization"]
    guard let minimum = bounds?["min"]?.float, let maximum = bounds?["max"]?.float else {
      throw .badYAML(path: path, expected: "two numbers normalization.min and .max", found: "none")
    }
    guard minimum.isFinite, maximum.isFinite, minimum >= 0, maximum >= minimum, maximum <= 1e6 else {
      throw .badYAML(
        path: path, expected: "0 <= normalization.min <= normalization.max",
        found: "\(minimum) and \(maximum)")
    }
    self.init(minimum: minimum, maximum: maximum)
  }

  /// The depths of stored values, in metres.
  public func depths(of samples: [UInt16]) -> [Float] {
    let step = (maximum - minimum) / Self.scale
    return samples.map { Float(Double($0) * step + minimum) }
  }

  /// The stored values nearest to depths; what lies outside the range is clamped to it.
  public func samples(of depths: [Float]) -> [UInt16] {
    let span = maximum - minimum
    guard span > 0 else { return [UInt16](repeating: 0, count: depths.count) }
    return depths.map { depth in
      let position = (Double(depth) - minimum) / span * Self.scale
      return position.isFinite ? UInt16(min(max(position.rounded(), 0), Self.scale)) : 0
    }
  }
}
