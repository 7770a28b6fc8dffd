import Foundation

/// A rotation of three-dimensional space, as the images of the three axes.
struct Rotation: Sendable {
  let x: Vector3
  let y: Vector3
  let z: Vector3

  init(x: Vector3, y: Vector3, z: Vector3) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// A turn about the vertical axis, after two small tilts about the horizontal ones; angles in radians.
  init(turn: Float, tiltX: Float = 0, tiltY: Float = 0) {
    let up = Vector3(tiltY, -tiltX, 1).normalized
    let (sine, cosine) = sineAndCosine(turn)
    let forward = up.cross(Vector3(cosine, sine, 0)).normalized
    self.init(x: forward.cross(up), y: forward, z: up)
  }

  /// A frame whose third axis is `normal`, turned about it by `turn` radians.
  init(normal: Vector3, turn: Float) {
    let helper = abs(normal.z) < 0.9 ? Vector3(0, 0, 1) : Vector3(1, 0, 0)
    let first = helper.cross(normal).normalized
    let second = normal.cross(first)
    let (sine, cosine) = sineAndCosine(turn)
    self.init(x: first * cosine + second * sine, y: second * cosine - first * sine, z: normal)
  }

  /// From the rotated frame to the outer one.
  @inline(__always)
  func apply(_ v: Vector3) -> Vector3 { x * v.x + y * v.y + z * v.z }

  /// From the outer frame to the rotated one.
  @inline(__always)
  func undo(_ v: Vector3) -> Vector3 { Vector3(x.dot(v), y.dot(v), z.dot(v)) }
}

/// Sine and cosine rounded from double precision, so that they do not depend on the machine's single-precision library.
func sineAndCosine(_ angle: Float) -> (Float, Float) {
  (Float(Foundation.sin(Double(angle))), Float(Foundation.cos(Double(angle))))
}
