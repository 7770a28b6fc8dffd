/// A connected patch of pixels above the threshold.
public struct AnomalousRegion: Codable, Sendable, Equatable {
  /// The number of pixels.
  public let areaPixels: Int

  /// The area of the surface seen in those pixels, in square millimetres; nil without valid points.
  public let areaMM2: Float?

  /// The smallest rectangle around the pixels: x, y, width, height.
  public let box: PixelRectangle

  /// The largest value of the anomaly map inside.
  public let peak: Float

  /// Where that value lies in space, in metres: x, y, z; nil when no valid point is near.
  public let peakXYZ: [Float]?
}
