/// A vector or a linear RGB colour of three floats.
///
/// Three scalars and not `SIMD3`: the tracer's dot products and roots compile to fewer instructions this way.
struct Vector3: Sendable, Equatable {
  var x: Float
  var y: Float
  var z: Float

  @inline(__always)
  init(_ x: Float, _ y: Float, _ z: Float) {
    self.x = x
    self.y = y
    self.z = z
  }

  @inline(__always)
  init(repeating value: Float) { self.init(value, value, value) }

  static let zero = Vector3(0, 0, 0)

  @inline(__always)
  static func + (a: Vector3, b: Vector3) -> Vector3 { Vector3(a.x + b.x, a.y + b.y, a.z + b.z) }

  @inline(__always)
  static func - (a: Vector3, b: Vector3) -> Vector3 { Vector3(a.x - b.x, a.y - b.y, a.z - b.z) }

  @inline(__always)
  static func * (a: Vector3, b: Vector3) -> Vector3 { Vector3(a.x * b.x, a.y * b.y, a.z * b.z) }

  @inline(__always)
  static func * (a: Vector3, scale: Float) -> Vector3 { Vector3(a.x * scale, a.y * scale, a.z * scale) }

  @inline(__always)
  static prefix func - (a: Vector3) -> Vector3 { Vector3(-a.x, -a.y, -a.z) }

  @inline(__always)
  static func += (a: inout Vector3, b: Vector3) { a = a + b }

  @inline(__always)
  func dot(_ other: Vector3) -> Float { x * other.x + y * other.y + z * other.z }

  func cross(_ other: Vector3) -> Vector3 {
    Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }

  @inline(__always)
  var squaredLength: Float { dot(self) }

  @inline(__always)
  var length: Float { squaredLength.squareRoot() }

  /// The vector scaled to length one; the zero vector stays zero.
  @inline(__always)
  var normalized: Vector3 { self * (1 / max(length, 1e-20)) }

  /// The largest of the three coordinates.
  @inline(__always)
  var largest: Float { max(x, max(y, z)) }
}

/// The point between `a` (at 0) and `b` (at 1).
@inline(__always)
func mix(_ a: Vector3, _ b: Vector3, _ share: Float) -> Vector3 { a + (b - a) * share }
