import Tensors

/// A machined angle bracket: base plate and wall with a fillet and ribs, countersunk holes, a slot, an engraved code.
struct BracketDesign: PartDesign {
  let fieldWidth: Float = 120
  let turnRange: Float = 0.24
  let tables: [TableSurface.Kind] = [.rubber, .felt, .plywood, .belt]
  private let finish: Vector3
  private let isAnodised: Bool
  private let code: ReliefMap

  init(_ random: inout RandomStream) {
    let choice = random.index(below: 4)
    finish = [colour(192, 193, 196), colour(192, 193, 196), colour(40, 86, 150), colour(178, 60, 34)][choice]
    isAnodised = choice > 1
    let text = StrokeText(["ASSAY 07", "BR 2604", "A 1138"][random.index(below: 3)])
    code = ReliefMap(halfWidth: text.width * 2.4, halfHeight: 3, cell: 0.15) { x, y in
      text.distance(x / 4, y / 4) * 4 - 0.36
    }
  }

  func part(_ random: inout RandomStream) -> Bracket {
    Bracket(
      thickness: 5.5 + random.uniform(in: -0.12...0.12), wall: 22 + random.uniform(in: -0.3...0.3),
      sink: random.uniform(in: 2.2...2.7), slotShift: random.uniform(in: -0.35...0.35),
      edge: random.uniform(in: 0.5...0.75),
      finish: finish * random.uniform(in: 0.95...1.04), isAnodised: isAnodised,
      lay: random.uniform(in: -0.05...0.05), code: code, seed: UInt32(truncatingIfNeeded: random.next()))
  }
}

/// One bracket.
struct Bracket: PartShape {
  let thickness: Float
  let wall: Float
  let sink: Float
  let slotShift: Float
  let edge: Float
  let finish: Vector3
  let isAnodised: Bool
  let lay: Float
  let code: ReliefMap
  let seed: UInt32

  private static let back: Float = 27

  var bounds: Bounds { .standing(45.2, 30.2, height: wall + 0.3) }
  var stepScale: Float { 0.9 }

  func distance(_ p: Vector3) -> Float {
    let half = 0.5 * thickness
    let outline = Distance.rectangle(p.x, p.y, 45, 30, corner: 5)
    let base = Distance.plate(outline, p.z - half, half: half, edge: edge)
    let upright = Distance.plate(
      Distance.rectangle(p.x, p.z - 0.5 * wall, 45, 0.5 * wall, corner: 5), p.y - Self.back, half: 3,
      edge: edge)
    let foot = Distance.plate(
      Distance.rectangle(p.x, p.z - 4, 45, 4, corner: 0.5), p.y - Self.back, half: 3, edge: edge)
    let solid = smoothMinimum(smoothMinimum(base, min(upright, foot), 3.5), ribs(p), 1.2)
    return smoothMaximum(solid, -openings(p), 0.25)
  }

  @inline(__always)
  private func ribs(_ p: Vector3) -> Float {
    let across = abs(abs(p.x) - 16) - 1.8
    let slope = (p.z - thickness + (Self.back - 3 - p.y) - 13) * 0.707
    return max(max(across, slope), max(max(p.y - Self.back, p.z - wall + 5), 0.5 - p.z))
  }

  @inline(__always)
  private func openings(_ p: Vector3) -> Float {
    let x = abs(p.x)
    let row = p.y < -4 ? p.y + 21 : p.y - 13
    let screw = length(x - 34.5, row)
    let cone = (screw - 3.1 - clamp(p.z - (thickness - sink), 0, sink + 0.3)) * 0.75
    let hole = min(screw - 3.1, cone)
    let slot = length(x - min(x, 13), p.y + 10 + slotShift) - 4.2
    let port = p.z > thickness + 2 ? length(x - 30, p.z - 0.58 * wall - 1) - 3.6 : 5
    return min(min(hole, slot), port)
  }

  func material(_ p: Vector3, normal: Vector3) -> Material {
    let isFlat = normal.z > 0.9
    let isWall = abs(normal.y) > 0.9
    let u = isFlat ? p.y + lay * p.x : p.z
    let lines = Noise.value(p.x * 0.035, u * 2.1, seed) + 0.7 * Noise.value(p.x * 0.11, u * 4.6, seed &+ 1)
    let cloud = Noise.fractal(p * 0.05, octaves: 2, seed &+ 2)
    let strength: Float = isFlat || isWall ? 1 : 0.3
    let engraved = isFlat && p.z < thickness + 0.3 ? code.coverage(p.x, p.y - 3.4, softness: 0.35) : 0
    return Material(
      albedo: finish * (1 + (isAnodised ? 0.035 : 0.06) * strength * lines + 0.04 * cloud),
      roughness: isAnodised ? 0.4 : 0.36, metalness: isAnodised ? 0.7 : 0.95, ink: engraved * 0.85,
      inkColour: isAnodised ? colour(206, 206, 204) : colour(60, 60, 62),
      tilt: Vector3(0, (isAnodised ? 0.014 : 0.03) * strength * lines, 0))
  }
}
