/// Smooth random functions of position, the same for the same seed on every machine.
enum Noise {
  /// A random word for a lattice point.
  @inline(__always)
  static func hash(_ x: Int32, _ y: Int32, _ z: Int32, _ seed: UInt32) -> UInt32 {
    var h = UInt32(bitPattern: x) &* 0x8da6_b343 ^ UInt32(bitPattern: y) &* 0xd816_3841
    h ^= UInt32(bitPattern: z) &* 0xcb1a_b31f ^ seed
    h = (h ^ (h >> 15)) &* 0x2c1b_3c6d
    h = (h ^ (h >> 12)) &* 0x297a_2d39
    return h ^ (h >> 15)
  }

  /// A random number in -1...1 for a lattice point.
  @inline(__always)
  static func lattice(_ x: Int32, _ y: Int32, _ z: Int32, _ seed: UInt32) -> Float {
    Float(hash(x, y, z, seed) >> 8) * 0x1p-23 - 1
  }

  /// Value noise in -1...1 with features of about one unit.
  @inline(__always)
  static func value(_ p: Vector3, _ seed: UInt32) -> Float {
    let x = wholePart(p.x)
    let y = wholePart(p.y)
    let z = wholePart(p.z)
    let u = faded(p.x - Float(x))
    let v = faded(p.y - Float(y))
    let near = face(x, y, z, u, v, seed)
    let far = face(x, y, z &+ 1, u, v, seed)
    return mix(near, far, faded(p.z - Float(z)))
  }

  /// Value noise of two variables in -1...1.
  @inline(__always)
  static func value(_ x: Float, _ y: Float, _ seed: UInt32) -> Float {
    let column = wholePart(x)
    let row = wholePart(y)
    return face(column, row, 0, faded(x - Float(column)), faded(y - Float(row)), seed)
  }

  /// A sum of `octaves` value noises, each of half the size and half the strength, in -1...1.
  static func fractal(_ p: Vector3, octaves: Int, _ seed: UInt32) -> Float {
    var sum: Float = 0
    var weight: Float = 0.5
    var q = p
    for octave in 0..<octaves {
      sum += weight * value(q, seed &+ UInt32(octave))
      weight *= 0.5
      q = Vector3(q.x * 2.03 + 7.1, q.y * 2.01 + 3.7, q.z * 1.99 - 5.3)
    }
    return sum / (1 - weight * 2)
  }

  /// Round specks: 1 inside, 0 outside, about `share` of all lattice cells holding one.
  static func specks(_ p: Vector3, share: Float, _ seed: UInt32) -> Float {
    let x = wholePart(p.x)
    let y = wholePart(p.y)
    let z = wholePart(p.z)
    let word = hash(x, y, z, seed)
    guard Float(word & 0xff) < share * 256 else { return 0 }
    let offset = Vector3(
      p.x - Float(x) - 0.3 - 0.4 * Float((word >> 8) & 0xff) / 255,
      p.y - Float(y) - 0.3 - 0.4 * Float((word >> 16) & 0xff) / 255, p.z - Float(z) - 0.5)
    let radius = 0.12 + 0.18 * Float(word >> 24) / 255
    return smoothstep(radius, radius * 0.6, length(offset.x, offset.y) + 0.3 * abs(offset.z))
  }

  @inline(__always)
  private static func face(
    _ x: Int32, _ y: Int32, _ z: Int32, _ u: Float, _ v: Float, _ seed: UInt32
  ) -> Float {
    let top = mix(lattice(x, y, z, seed), lattice(x &+ 1, y, z, seed), u)
    let bottom = mix(lattice(x, y &+ 1, z, seed), lattice(x &+ 1, y &+ 1, z, seed), u)
    return mix(top, bottom, v)
  }

  @inline(__always)
  private static func faded(_ t: Float) -> Float { t * t * t * (t * (t * 6 - 15) + 10) }
}
