import Tensors

/// A brake pad: arched steel plate with ears, friction material with a slot, chamfers and an ink code.
struct BrakePadDesign: PartDesign {
  let fieldWidth: Float = 140
  let turnRange: Float = 0.2
  let tables: [TableSurface.Kind] = [.board, .steel, .plywood, .felt]
  private let arch: Float
  private let slots: Int
  private let paint: Vector3
  private let code: ReliefMap

  init(_ random: inout RandomStream) {
    arch = random.uniform(in: 0.0035...0.005)
    slots = 1 + random.index(below: 2)
    paint = [colour(44, 44, 48), colour(70, 74, 82), colour(120, 44, 36)][random.index(below: 3)]
    let text = StrokeText(["FF 2604", "ASSAY GG", "D 1107"][random.index(below: 3)])
    code = ReliefMap(halfWidth: text.width * 2.1, halfHeight: 3, cell: 0.12) { x, y in
      text.distance(x / 3.6, y / 3.6) * 3.6 - 0.42
    }
  }

  func part(_ random: inout RandomStream) -> BrakePad {
    BrakePad(
      arch: arch, slots: slots, thickness: 10 + random.uniform(in: -0.35...0.35),
      slotDepth: random.uniform(in: 5...6.5),
      blockX: random.uniform(in: -0.5...0.5), blockY: random.uniform(in: -0.4...0.4),
      codeX: random.uniform(in: -1.5...1.5), codeY: random.uniform(in: -1.2...1.2),
      fade: random.uniform(in: 0.7...0.95),
      paint: paint, shade: random.uniform(in: 0.9...1.1), code: code,
      seed: UInt32(truncatingIfNeeded: random.next()))
  }
}

/// One brake pad.
struct BrakePad: PartShape {
  let arch: Float
  let slots: Int
  let thickness: Float
  let slotDepth: Float
  let blockX: Float
  let blockY: Float
  let codeX: Float
  let codeY: Float
  let fade: Float
  let paint: Vector3
  let shade: Float
  let code: ReliefMap
  let seed: UInt32

  private static let plate: Float = 5.5

  var bounds: Bounds { .standing(61, 31, height: Self.plate + thickness + 0.6) }
  var stepScale: Float { 0.75 }

  /// The position with the arch straightened.
  @inline(__always)
  private func straightened(_ p: Vector3) -> Float { p.y + arch * p.x * p.x - 4 }

  func distance(_ p: Vector3) -> Float {
    let y = straightened(p)
    let steel = plate(p, y)
    let block = friction(p, y)
    return min(steel, block)
  }

  func coarseDistance(_ p: Vector3) -> Float {
    let y = straightened(p)
    return min(plate(p, y), block(p, y))
  }

  @inline(__always)
  private func plate(_ p: Vector3, _ y: Float) -> Float {
    let x = abs(p.x)
    let back = Distance.rectangle(x, y, 51, 22, corner: 7)
    let ear = Distance.rectangle(x - 53, y - 2, 6.5, 7, corner: 2)
    let hole = length(x - 54.6, y - 2) - 2.4
    let outline = max(smoothMinimum(back, ear, 3), -hole)
    return Distance.plate(outline, p.z - 0.5 * Self.plate, half: 0.5 * Self.plate, edge: 0.6)
  }

  @inline(__always)
  private func block(_ p: Vector3, _ y: Float) -> Float {
    let x = p.x - blockX
    let v = y - blockY
    let z = p.z - Self.plate
    let solid = Distance.plate(
      Distance.rectangle(x, v, 47, 19, corner: 4), z - 0.5 * thickness, half: 0.5 * thickness, edge: 0.5)
    let chamfer = (abs(x) * 0.45 + z - thickness - 47 * 0.45 + 6) * 0.91
    let gap = slots == 1 ? abs(x) : abs(abs(x) - 15)
    let slot = max(gap - 1.5, thickness - slotDepth - z)
    return smoothMaximum(max(solid, chamfer), -slot, 0.6)
  }

  @inline(__always)
  private func friction(_ p: Vector3, _ y: Float) -> Float {
    let block = self.block(p, y)
    guard block < 0.6 else { return block - 0.25 }
    let pits = max(Noise.value(p * 0.9, seed &+ 1) - 0.5, 0)
    return block + 0.11 * Noise.value(p * 1.5, seed) + 0.7 * pits
  }

  func material(_ p: Vector3, normal: Vector3) -> Material {
    let y = straightened(p)
    if friction(p, y) < plate(p, y) { return frictionMaterial(p, y, normal) }
    let orange = Noise.value(p * 1.2, seed &+ 7)
    return Material(
      albedo: paint * (1 + 0.06 * orange + 0.08 * Noise.value(p * 0.06, seed &+ 8)), roughness: 0.42,
      tilt: Vector3(0.03 * orange, 0.03 * Noise.value(p * 1.3, seed &+ 9), 0))
  }

  private func frictionMaterial(_ p: Vector3, _ y: Float, _ normal: Vector3) -> Material {
    let cloud = Noise.fractal(p * 0.08, octaves: 3, seed &+ 2)
    let grain = Noise.value(p * 1.9, seed &+ 3)
    let matrix = colour(104, 100, 96) * (shade + 0.12 * cloud + 0.16 * grain)
    let brass = Noise.specks(p * 0.7, share: 0.16, seed &+ 4)
    let black = Noise.specks(p * 0.55, share: 0.2, seed &+ 5)
    let pale = Noise.specks(p * 0.9, share: 0.1, seed &+ 6)
    var mixed = mix(matrix, colour(38, 36, 36), black * 0.8)
    mixed = mix(mixed, colour(196, 158, 92), brass * 0.75)
    mixed = mix(mixed, colour(176, 172, 164), pale * 0.7)
    let place = slots == 1 ? p.x - 22 : p.x
    let printed = normal.z > 0.8 ? code.coverage(place - codeX, y - codeY, softness: 0.4) : 0
    let thin = smoothstep(-0.8, 0.2, Noise.value(p * 1.4, seed &+ 10))
    return Material(
      albedo: mixed, roughness: 0.8, ink: printed * fade * (0.7 + 0.3 * thin),
      inkColour: colour(226, 224, 214))
  }
}
