import Tensors

/// The light on the table: lamps that throw shadows, and the studio around.
struct Illumination: Sendable {
  /// A large lamp far away.
  struct Lamp: Sendable {
    /// Towards the lamp, of length one, in world coordinates.
    let direction: Vector3
    /// The light that a surface facing the lamp gets, linear RGB.
    let radiance: Vector3
    /// The lamp's angular radius in radians; large lamps throw soft shadows.
    let spread: Float
  }

  let lamps: [Lamp]

  /// The diffuse light of the room from above.
  let ambient: Vector3

  /// How strongly the studio is mirrored in glossy surfaces.
  let reflection: Vector3

  /// The cosine and sine of the studio's turn: its soft boxes hang on the side of the key lamp.
  private let studio: (cosine: Float, sine: Float)

  init(lamps: [Lamp], ambient: Vector3, reflection: Vector3, studioTurn: Float) {
    self.lamps = lamps
    self.ambient = ambient
    self.reflection = reflection
    let (sine, cosine) = sineAndCosine(studioTurn)
    studio = (cosine, sine)
  }

  /// A world direction in the frame of the studio.
  @inline(__always)
  func turned(_ v: Vector3) -> Vector3 {
    Vector3(v.x * studio.cosine + v.y * studio.sine, v.y * studio.cosine - v.x * studio.sine, v.z)
  }
}

extension Illumination {
  /// The studio light of a photograph: one key lamp and a fill lamp; varies a little from sample to sample.
  init(base: LightRig, _ random: inout RandomStream) {
    let strength = random.uniform(in: 0.9...1.1)
    let warmth = base.warmth + random.uniform(in: -0.025...0.025)
    let tint = Vector3(1 + warmth, 1, 1 - warmth)
    let azimuth = base.azimuth + random.uniform(in: -0.16...0.16)
    let elevation = base.elevation + random.uniform(in: -0.07...0.07)
    let key = Lamp(
      direction: direction(azimuth: azimuth, elevation: elevation), radiance: tint * (0.95 * strength),
      spread: base.spread)
    let fill = Lamp(
      direction: direction(azimuth: azimuth + 2.4, elevation: 0.75),
      radiance: Vector3(1 - warmth, 1, 1 + warmth) * (0.22 * strength), spread: 0.5)
    let ambient = Vector3(0.98, 1, 1.03) * (base.ambient * strength)
    self.init(
      lamps: [key, fill], ambient: ambient, reflection: tint * strength, studioTurn: azimuth)
  }

  /// The six lights of Eyecandies: all spots, bottom, right, top, left, diffuse light only.
  static func separate() -> [Illumination] {
    let spots = [-0.5, 0, 0.5, 1].map { (turns: Float) in
      Lamp(
        direction: direction(azimuth: turns * .pi, elevation: 0.7), radiance: Vector3(repeating: 1),
        spread: 0.12)
    }
    let all = spots.map { Lamp(direction: $0.direction, radiance: $0.radiance * 0.3, spread: $0.spread) }
    func lit(_ lamps: [Lamp], _ ambient: Float, _ reflection: Float) -> Illumination {
      Illumination(
        lamps: lamps, ambient: Vector3(repeating: ambient), reflection: Vector3(repeating: reflection),
        studioTurn: 0)
    }
    return [lit(all, 0.15, 0.4)] + spots.map { lit([$0], 0.05, 0.15) } + [lit([], 0.8, 0.8)]
  }
}

private func direction(azimuth: Float, elevation: Float) -> Vector3 {
  let (y, x) = sineAndCosine(azimuth)
  let (up, flat) = sineAndCosine(elevation)
  return Vector3(x * flat, y * flat, up)
}

/// The lamps of a factory, before the variation from sample to sample.
struct LightRig: Sendable {
  let azimuth: Float
  let elevation: Float
  let spread: Float
  let warmth: Float
  let ambient: Float

  init(_ random: inout RandomStream) {
    azimuth = random.uniform(in: 0.9...2.7)  // from behind the part: shadows fall towards the viewer
    elevation = random.uniform(in: 0.72...0.98)
    spread = random.uniform(in: 0.09...0.2)
    warmth = random.uniform(in: -0.04...0.05)
    ambient = random.uniform(in: 0.34...0.44)
  }
}
