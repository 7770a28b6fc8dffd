import Tensors

/// A pressed bar of soap: pillow shape, dished face, raised word, marbled colour.
struct SoapDesign: PartDesign {
  let fieldWidth: Float = 124
  let turnRange: Float = 0.3
  let tables: [TableSurface.Kind] = [.felt, .plywood, .belt, .rubber]
  private let paste: Vector3
  private let vein: Vector3
  private let word: ReliefMap

  init(_ random: inout RandomStream) {
    let palette = [
      (colour(232, 222, 196), colour(206, 184, 140)), (colour(170, 206, 180), colour(116, 170, 140)),
      (colour(232, 188, 192), colour(214, 142, 152)), (colour(186, 202, 226), colour(138, 164, 204)),
    ]
    (paste, vein) = palette[random.index(below: palette.count)]
    let text = StrokeText(["SAVON", "ASSAY", "OLIVE", "PURE"][random.index(below: 4)])
    let height = 40 / text.width
    word = ReliefMap(halfWidth: 26, halfHeight: 14, cell: 0.2) { x, y in
      let letters = text.distance(x / height, y / height) * height - 1.1
      let frame = abs(length(x / 24.5, y / 13) - 1) * 13 - 0.7
      return min(letters, frame)
    }
  }

  func part(_ random: inout RandomStream) -> Soap {
    Soap(
      half: Vector3(
        39 + random.uniform(in: -0.8...0.8), 25.5 + random.uniform(in: -0.7...0.7),
        11.5 + random.uniform(in: -0.5...0.5)),
      dish: random.uniform(in: 1.8...2.6), relief: random.uniform(in: 0.8...1.1),
      veins: random.uniform(in: 0.35...0.75), paste: paste * random.uniform(in: 0.96...1.03), vein: vein,
      word: word,
      seed: UInt32(truncatingIfNeeded: random.next()))
  }
}

/// One bar of soap.
struct Soap: PartShape {
  let half: Vector3
  let dish: Float
  let relief: Float
  let veins: Float
  let paste: Vector3
  let vein: Vector3
  let word: ReliefMap
  let seed: UInt32

  var bounds: Bounds { .standing(half.x + 0.6, half.y + 0.6, height: 2 * half.z + 0.6) }
  var stepScale: Float { 0.85 }

  func distance(_ p: Vector3) -> Float {
    let z = p.z - half.z
    let waist = 0.9 + 0.1 * clamp(1 - z * z / (half.z * half.z), 0, 1)
    let corner = half.y * 0.62
    let outline = Distance.rectangle(p.x / waist, p.y / waist, half.x, half.y, corner: corner) * 0.9
    let body = Distance.plate(outline, z, half: half.z, edge: 7.5)
    let seam = 0.35 * smoothstep(0.8, 0.2, abs(z + 1))
    guard z > half.z * 0.3 else { return body - seam }
    guard body < 7 else { return body - relief }
    let r = p.x * p.x / (30 * 30) + p.y * p.y / (17.5 * 17.5)
    let hollow = dish * smoothstep(1.12, 0.1, r)
    return body + hollow - relief * word.coverage(p.x, p.y, softness: 1)
  }

  func material(_ p: Vector3, normal: Vector3) -> Material {
    let drift = Vector3(p.x * 0.05, p.y * 0.07, p.z * 0.05)
    let bend = Noise.fractal(drift, octaves: 2, seed)
    let marble = wave(p.y * 0.035 + p.x * 0.012 + 1.1 * bend)
    let share = veins * smoothstep(0.1, 0.95, marble)
    let fine = Noise.value(p * 1.3, seed &+ 4)
    let specks = Noise.specks(p * 0.3, share: 0.03, seed &+ 5)
    let tone = mix(paste, vein, share) * (1 + 0.015 * fine)
    return Material(
      albedo: mix(tone, vein * 0.7, specks * 0.5), roughness: 0.5, translucency: 0.7,
      tilt: Vector3(0.01 * fine, 0.01 * bend, 0))
  }
}
