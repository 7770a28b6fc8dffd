import Tensors

/// A glazed wall tile: raised ornament, painted pattern, glaze that pools in the low places.
struct TileDesign: PartDesign {
  let fieldWidth: Float = 122
  let turnRange: Float = 0.22
  let tables: [TableSurface.Kind] = [.felt, .plywood, .belt, .rubber]
  private let glaze: Vector3
  private let paint: Vector3
  private let ornament: ReliefMap
  private let pattern: ReliefMap

  init(_ random: inout RandomStream) {
    let palette = [
      (colour(234, 230, 218), colour(34, 70, 140)), (colour(226, 222, 206), colour(150, 62, 40)),
      (colour(214, 226, 220), colour(24, 98, 96)),
    ]
    (glaze, paint) = palette[random.index(below: palette.count)]
    let petals = Float([4, 8, 6][random.index(below: 3)])
    ornament = ReliefMap(halfWidth: 42, halfHeight: 42, cell: 0.25) { x, y in Self.ornament(x, y) }
    pattern = ReliefMap(halfWidth: 42, halfHeight: 42, cell: 0.25) { x, y in Self.pattern(x, y, petals) }
  }

  /// A ring, and a quarter ring in each corner.
  private static func ornament(_ x: Float, _ y: Float) -> Float {
    let ring = abs(length(x, y) - 24) - 1.6
    let corner = abs(length(abs(x) - 40, abs(y) - 40) - 17) - 1.4
    let frame = abs(max(abs(x), abs(y)) - 36.5) - 0.8
    return min(ring, min(corner, frame))
  }

  /// A flower in the middle and a leaf towards each corner.
  private static func pattern(_ x: Float, _ y: Float, _ petals: Float) -> Float {
    let radial = length(x, y)
    let turn = repeated(angle(y, x), 2 * .pi / petals)
    let petal = length((radial - 12) / 7.2, turn * max(radial, 2) / 3.1) - 1
    let heart = radial - 3.4
    let u = (abs(x) + abs(y)) * 0.707
    let v = (abs(x) - abs(y)) * 0.707
    let leaf = length((u - 36) / 6.4, v / 2.6) - 1
    let dots = length(repeated(turn + .pi / petals, 2 * .pi / petals) * radial, radial - 18.5) - 1.2
    return min(min(petal * 3, leaf * 2.6), min(heart, dots))
  }

  func part(_ random: inout RandomStream) -> Tile {
    Tile(
      half: 41.5 + random.uniform(in: -0.3...0.3), height: 7.5 + random.uniform(in: -0.3...0.3),
      relief: random.uniform(in: 0.75...1), warp: random.uniform(in: -0.00025...0.00025),
      printX: random.uniform(in: -0.5...0.5), printY: random.uniform(in: -0.5...0.5),
      glaze: glaze * random.uniform(in: 0.96...1.03), paint: paint, ornament: ornament, pattern: pattern,
      seed: UInt32(truncatingIfNeeded: random.next()))
  }
}

/// One tile.
struct Tile: PartShape {
  let half: Float
  let height: Float
  let relief: Float
  let warp: Float
  let printX: Float
  let printY: Float
  let glaze: Vector3
  let paint: Vector3
  let ornament: ReliefMap
  let pattern: ReliefMap
  let seed: UInt32

  var bounds: Bounds { .standing(half + 0.4, half + 0.4, height: height + 1.4) }
  var stepScale: Float { 0.9 }

  func distance(_ p: Vector3) -> Float {
    let z = p.z - warp * (p.x * p.x + p.y * p.y)
    let body = Distance.plate(
      Distance.rectangle(p.x, p.y, half, half, corner: 1.6), z - 0.5 * height, half: 0.5 * height, edge: 1.3)
    guard z > height - 2 else { return body }
    guard body < 7 else { return body - relief - 0.1 }
    let orange = 0.05 * Noise.value(p.x * 0.13, p.y * 0.13, seed)
    return body - relief * ornament.coverage(p.x, p.y, softness: 1.5) + orange
  }

  func material(_ p: Vector3, normal: Vector3) -> Material {
    if p.z < height - 2.8 {
      let grain = Noise.fractal(p * 0.9, octaves: 2, seed &+ 1)
      return Material(albedo: colour(196, 142, 110) * (1 + 0.12 * grain), roughness: 0.9)
    }
    let cloud = Noise.fractal(p * 0.05, octaves: 3, seed &+ 2)
    let pool = smoothstep(-0.2, 1.8, ornament.distance(p.x, p.y))
    let pinhole = Noise.specks(Vector3(p.x * 0.14, p.y * 0.14, 0.5), share: 0.04, seed &+ 3)
    let edge = 0.5 * Noise.value(p.x * 0.35, p.y * 0.35, seed &+ 4)
    let x = p.x - printX + edge
    let y = p.y - printY + edge * 0.6
    let brush = 0.84 + 0.16 * Noise.value(p.x * 0.2, p.y * 0.7, seed &+ 5)
    let waves = Noise.value(p.x * 0.12, p.y * 0.12, seed &+ 6)
    return Material(
      albedo: glaze * (0.95 + 0.05 * pool + 0.035 * cloud) * (1 - 0.3 * pinhole), roughness: 0.16,
      translucency: 0.2,
      ink: pattern.coverage(x, y, softness: 0.7) * brush, inkColour: paint * (1 + 0.12 * cloud),
      tilt: Vector3(0.012 * waves, 0.012 * Noise.value(p.x * 0.11, p.y * 0.13, seed &+ 7), 0))
  }
}
