import Foundation
import Tensors

/// Some thousand points of a scored part in ten bytes each, to be turned around on a screen.
///
/// `points` holds, one after another: x, y and z of each point as 16-bit unsigned numbers, little-endian, over the
/// cube around the part; red, green and blue as bytes; the place on the scale of anomaly as a byte.
public struct CloudSketch: Sendable, Codable, Equatable {
  /// The number of points.
  public var count: Int

  /// The edge of the cube around the part, in metres.
  public var extent: Float

  /// The points.
  public var points: Data

  /// Takes evenly spaced points of a part.
  ///
  /// - Parameters:
  ///   - points: `[height, width, 3]` in metres.
  ///   - isShown: Which pixels may be taken; those without a point must not be among them.
  ///   - colors: `[height, width, 3]`, each in 0...1.
  ///   - map: Anomaly scores `[height, width]`.
  ///   - scale: How scores become places on the scale.
  ///   - limit: The number of points at most.
  public init(
    points: Tensor, isShown: [Bool], colors: Tensor, map: Tensor, scale: AnomalyScale, limit: Int = 6000
  ) {
    precondition(
      points.count == 3 * isShown.count && colors.count == points.count && map.count == isShown.count,
      "points \(points.shape), colors \(colors.shape), map \(map.shape), \(isShown.count) flags")
    let pixels = Self.chosen(isShown, width: points.shape[1], limit: limit)
    let cube = Cube(around: points, pixels)
    var data = Data(capacity: pixels.count * 10)
    for pixel in pixels {
      for axis in 0..<3 {
        let place = cube.place(of: points[flat: 3 * pixel + axis], axis: axis)
        data.append(contentsOf: [UInt8(truncatingIfNeeded: place), UInt8(truncatingIfNeeded: place >> 8)])
      }
    }
    for pixel in pixels {
      for channel in 0..<3 { data.append(Self.byte(colors[flat: 3 * pixel + channel])) }
    }
    for pixel in pixels { data.append(Self.byte(scale.position(of: map[flat: pixel]))) }
    count = pixels.count
    extent = cube.edge
    self.points = data
  }

  /// Every n-th pixel of every n-th row, with the smallest n that is enough.
  private static func chosen(_ isShown: [Bool], width: Int, limit: Int) -> [Int] {
    precondition(limit > 0, "a limit of \(limit) points")
    let total = isShown.count { $0 }
    var step = max(1, Int((Double(total) / Double(limit)).squareRoot()))
    while true {
      let pixels = isShown.indices.filter {
        isShown[$0] && $0 / width % step == 0 && $0 % width % step == 0
      }
      if pixels.count <= limit { return pixels }
      step += 1
    }
  }

  private static func byte(_ part: Float) -> UInt8 {
    part > 0 ? UInt8((min(part, 1) * 255).rounded()) : 0
  }
}

/// The smallest cube with the middle of the points in its middle.
private struct Cube {
  private(set) var edge: Float
  private let corner: [Float]

  init(around points: Tensor, _ pixels: [Int]) {
    let ranges = (0..<3).map { axis in
      let values = pixels.map { points[flat: 3 * $0 + axis] }
      return (low: values.min() ?? 0, high: values.max() ?? 0)
    }
    let edge = max(ranges.map { $0.high - $0.low }.max() ?? 0, .leastNormalMagnitude)
    corner = ranges.map { ($0.low + $0.high - edge) / 2 }
    self.edge = edge
  }

  func place(of value: Float, axis: Int) -> UInt16 {
    let share = (value - corner[axis]) / edge
    return share > 0 ? UInt16((min(share, 1) * 65_535).rounded()) : 0
  }
}
