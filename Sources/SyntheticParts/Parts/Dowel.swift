import Tensors

/// A fluted beech dowel with chamfered ends and a branded word, lying on the table.
struct DowelDesign: PartDesign {
  let fieldWidth: Float = 104
  let turnRange: Float = 0.5
  let tables: [TableSurface.Kind] = [.steel, .felt, .belt, .rubber]
  private let flutes: Float
  private let twist: Float
  private let timber: Vector3
  private let brand: ReliefMap

  init(_ random: inout RandomStream) {
    flutes = Float(18 + 2 * random.index(below: 4))
    twist = random.uniform() < 0.5 ? 0 : 0.012
    timber = mix(colour(220, 184, 138), colour(196, 152, 104), random.uniform())
    let text = StrokeText(["ASSAY", "BEECH", "16X80"][random.index(below: 3)])
    brand = ReliefMap(halfWidth: text.width * 3.2, halfHeight: 4, cell: 0.15) { x, y in
      text.distance(x / 5.6, y / 5.6) * 5.6 - 0.6
    }
  }

  func part(_ random: inout RandomStream) -> Dowel {
    Dowel(
      radius: 13 + random.uniform(in: -0.25...0.25), half: 42 + random.uniform(in: -0.6...0.6),
      flutes: flutes,
      twist: twist, roll: random.uniform(in: -0.15...0.15), bow: random.uniform(in: -0.0002...0.0002),
      pithY: random.uniform(in: -24...24), pithZ: random.uniform(in: -30 ... -8),
      burn: random.uniform(in: 0.7...1),
      timber: timber * random.uniform(in: 0.92...1.06), brand: brand,
      seed: UInt32(truncatingIfNeeded: random.next()))
  }
}

/// One dowel along the x axis.
struct Dowel: PartShape {
  let radius: Float
  let half: Float
  let flutes: Float
  let twist: Float
  let roll: Float
  let bow: Float
  let pithY: Float
  let pithZ: Float
  let burn: Float
  let timber: Vector3
  let brand: ReliefMap
  let seed: UInt32

  var bounds: Bounds { .standing(half + 0.3, radius + 0.8, height: 2 * radius + 0.5) }
  var stepScale: Float { 0.85 }

  func distance(_ p: Vector3) -> Float {
    let y = p.y + bow * p.x * p.x
    let z = p.z - radius
    let radial = length(y, z)
    let body = Distance.cylinder(radial, p.x, radius: radius, halfHeight: half, edge: 0.7)
    let chamfer = (radial + abs(p.x) - radius - half + 2.6) * 0.707
    let wood = max(body, chamfer)
    guard wood < 7, radial > radius * 0.7 else { return wood }
    let along = smoothstep(half - 5, half - 9, abs(p.x)) * smoothstep(15.5, 17.5, abs(p.x))
    guard along > 0 else { return wood }
    let turn = angle(y, z) + roll
    let flute = max(wave(turn * (flutes / (2 * .pi)) + twist * p.x), -0.2) + 0.2
    return wood + 0.5 * along * flute
  }

  func material(_ p: Vector3, normal: Vector3) -> Material {
    let y = p.y - pithY + 2.2 * Noise.value(p.x * 0.02, 0.5, seed)
    let z = p.z - radius - pithZ + 2.2 * Noise.value(p.x * 0.018, 4.5, seed)
    let rings = length(y, z) * 0.36 + 0.3 * Noise.value(p * 0.12, seed &+ 1)
    let phase = rings - Float(wholePart(rings))
    let late = smoothstep(0.35, 0.95, phase) * smoothstep(1, 0.96, phase)
    let fibre = Noise.value(Vector3(p.x * 0.12, p.y * 1.9, p.z * 1.9), seed &+ 2)
    let flecks = smoothstep(0.55, 0.75, Noise.value(Vector3(p.x * 0.3, p.y * 1.3, p.z * 1.3), seed &+ 3))
    let isEnd = abs(normal.x) > 0.8
    let tone = timber * (1 - 0.24 * late + 0.1 * fibre - 0.18 * flecks) * (isEnd ? 0.8 : 1)
    let turn = angle(p.y, p.z - radius) + roll
    let branded = isEnd ? 0 : brand.coverage(p.x, turn * radius + 0.6, softness: 0.6)
    return Material(
      albedo: tone, roughness: 0.62, translucency: 0.1, ink: branded * burn, inkColour: colour(74, 44, 26))
  }
}
