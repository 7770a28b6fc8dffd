/// A plane in space whose normal points towards the sensor.
public struct Plane: Sendable, Equatable {
  /// The unit normal; its z is negative (towards the sensor) unless the plane is seen edge-on.
  public let normal: SIMD3<Float>

  /// The offset in metres: a point `p` of the plane has `normal · p + offset = 0`.
  public let offset: Float

  /// A plane through a point.
  ///
  /// - Parameters:
  ///   - normal: A unit vector; it is turned towards the sensor.
  ///   - point: A point of the plane in metres.
  public init(normal: SIMD3<Float>, through point: SIMD3<Float>) {
    let facing = towardsSensor(normal)
    self.normal = facing
    offset = -(facing * point).sum()
  }

  /// The signed distance of a point in metres, positive on the sensor's side.
  public func height(of point: SIMD3<Float>) -> Float {
    (normal * point).sum() + offset
  }
}

/// The vector or its opposite: whichever has a negative z; when z is 0 a negative y, then a negative x.
func towardsSensor(_ vector: SIMD3<Float>) -> SIMD3<Float> {
  let deciding = vector.z != 0 ? vector.z : vector.y != 0 ? vector.y : vector.x
  return deciding > 0 ? -vector : vector
}
