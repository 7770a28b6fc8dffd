import Tensors

/// A plastic connector housing: two rows of cavities with contacts, a latch, guide ribs and flanges.
struct ConnectorDesign: PartDesign {
  let fieldWidth: Float = 116
  let turnRange: Float = 0.22
  let tables: [TableSurface.Kind] = [.board, .steel, .plywood, .belt]
  private let plastic: Vector3
  private let isGold: Bool
  private let label: ReliefMap

  init(_ random: inout RandomStream) {
    plastic =
      [colour(196, 192, 180), colour(60, 96, 150), colour(66, 120, 92), colour(112, 114, 120)][
        random.index(below: 4)]
    isGold = random.uniform() < 0.6
    let text = StrokeText(["ASSAY 14P", "CN 2X7", "P14 2604"][random.index(below: 3)])
    label = ReliefMap(halfWidth: text.width * 2.4, halfHeight: 3, cell: 0.15) { x, y in
      text.distance(x / 4, y / 4) * 4 - 0.38
    }
  }

  func part(_ random: inout RandomStream) -> Connector {
    Connector(
      height: 17 + random.uniform(in: -0.15...0.15), pin: random.uniform(in: 11...12.5), depth: 12,
      latch: random.uniform(in: -0.3...0.3), sink: random.uniform(in: 0...0.25),
      labelX: random.uniform(in: -0.8...0.8), labelY: random.uniform(in: -0.4...0.4),
      plastic: plastic * random.uniform(in: 0.95...1.05), isGold: isGold, label: label,
      seed: UInt32(truncatingIfNeeded: random.next()))
  }
}

/// One connector housing, cavities up.
struct Connector: PartShape {
  let height: Float
  let pin: Float
  let depth: Float
  let latch: Float
  let sink: Float
  let labelX: Float
  let labelY: Float
  let plastic: Vector3
  let isGold: Bool
  let label: ReliefMap
  let seed: UInt32

  private static let pitchX: Float = 9
  private static let halfX: Float = 35
  private static let halfY: Float = 18

  var bounds: Bounds { .standing(48.2, 23, height: height + 0.3) }
  var stepScale: Float { 0.95 }

  func distance(_ p: Vector3) -> Float {
    let half = 0.5 * height
    var outline = Distance.rectangle(p.x, p.y, Self.halfX, Self.halfY, corner: 1.5)
    outline = max(outline, (-p.x - p.y - Self.halfX - Self.halfY + 7) * 0.707)
    let block = Distance.plate(outline, p.z - half, half: half, edge: 0.9)
    let solid = min(block, min(flange(p), min(clip(p), guides(p))))
    let cavity = max(opening(p), height - depth - p.z)
    let faced = max(solid, -cavity)
    return min(faced, contact(p))
  }

  /// The position relative to the nearest of seven by two cavities.
  @inline(__always)
  private func cell(_ p: Vector3) -> (Float, Float) {
    let column = clamp(Float(wholePart(p.x / Self.pitchX + 0.5)), -3, 3)
    return (p.x - column * Self.pitchX, abs(p.y - 4) - 5.6)
  }

  @inline(__always)
  private func opening(_ p: Vector3) -> Float {
    let (x, y) = cell(p)
    let flare = clamp(p.z - height + 0.9, 0, 1.2)
    return Distance.rectangle(x, y, 3 + flare, 3.8 + flare, corner: 0.6) * 0.85
  }

  @inline(__always)
  private func contact(_ p: Vector3) -> Float {
    let (x, y) = cell(p)
    let tip = max(p.z - pin + 1.6, 0) * 0.35
    return Distance.box(
      Vector3(abs(x) + tip, abs(y) + tip, p.z - 0.5 * pin), Vector3(1.05, 1.05, 0.5 * pin), edge: 0.15)
  }

  @inline(__always)
  private func flange(_ p: Vector3) -> Float {
    let x = abs(p.x)
    let outline = Distance.rectangle(x - 38, p.y, 10, 11, corner: 4)
    let hole = length(x - 42, p.y) - 2.7
    return Distance.plate(max(outline, -hole), p.z - 2.5, half: 2.5, edge: 0.6)
  }

  @inline(__always)
  private func clip(_ p: Vector3) -> Float {
    let arm = Distance.box(
      Vector3(p.x - latch, p.y - 19.6, p.z - 0.42 * height), Vector3(8.5, 2.2, 0.42 * height), edge: 0.7)
    let nose = Distance.box(
      Vector3(p.x - latch, p.y - 20.6, p.z - 0.62 * height), Vector3(8.5, 1.8, 1.8), edge: 0.7)
    return min(arm, nose)
  }

  @inline(__always)
  private func guides(_ p: Vector3) -> Float {
    let x = abs(abs(p.x) - 19)
    return Distance.box(
      Vector3(x, p.y + 18.4, p.z - 0.45 * height), Vector3(1.6, 1.8, 0.45 * height), edge: 0.5)
  }

  func material(_ p: Vector3, normal: Vector3) -> Material {
    if contact(p) < 0.06, opening(p) < 0 {
      let metal = isGold ? colour(226, 178, 84) : colour(200, 200, 204)
      return Material(albedo: metal, roughness: 0.28, metalness: 1)
    }
    let grain = Noise.value(p * 1.9, seed)
    let flow = Noise.fractal(p * 0.06, octaves: 2, seed &+ 1)
    let isTop = normal.z > 0.9 && p.z > height - 0.6
    let printed = isTop ? label.coverage(p.x - labelX, p.y + 12.6 - labelY, softness: 0.35) : 0
    let isPale = plastic.y > 0.3
    return Material(
      albedo: plastic * (1 + 0.02 * grain + 0.035 * flow), roughness: 0.48, translucency: 0.1,
      ink: printed * 0.92,
      inkColour: isPale ? colour(40, 42, 48) : colour(232, 232, 228),
      tilt: Vector3(0.03 * grain, 0.03 * Noise.value(p * 2.1, seed &+ 2), 0))
  }
}
