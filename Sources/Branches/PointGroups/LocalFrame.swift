/// The frame of a point on a surface: two axes along it, the third along its normal.
///
/// The first axis is the image's x axis laid onto the surface, so that the frame turns with the normal alone.
struct LocalFrame {
  private let first: SIMD3<Float>
  private let second: SIMD3<Float>
  private let third: SIMD3<Float>

  /// - Parameter normal: Of unit length.
  init(normal: SIMD3<Float>) {
    // Where the surface stands on edge, the y axis is laid onto it instead.
    let guide: SIMD3<Float> = abs(normal.x) < 0.9 ? SIMD3(1, 0, 0) : SIMD3(0, 1, 0)
    let along = guide - Self.dot(guide, normal) * normal
    third = normal
    first = along / Self.dot(along, along).squareRoot()
    second = SIMD3(
      third.y * first.z - third.z * first.y, third.z * first.x - third.x * first.z,
      third.x * first.y - third.y * first.x)
  }

  /// A vector's components along the three axes.
  func components(of vector: SIMD3<Float>) -> SIMD3<Float> {
    SIMD3(Self.dot(vector, first), Self.dot(vector, second), Self.dot(vector, third))
  }

  private static func dot(_ left: SIMD3<Float>, _ right: SIMD3<Float>) -> Float {
    let products = left * right
    return products.x + products.y + products.z
  }
}
