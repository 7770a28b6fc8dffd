import Tensors

/// A moulded lid: knurled side, tamper band, recessed top with a printed badge.
struct BottleCapDesign: PartDesign {
  let fieldWidth: Float = 106
  let turnRange: Float = .pi
  let tables: [TableSurface.Kind] = [.board, .steel, .rubber, .plywood]
  private let radius: Float
  private let height: Float
  private let knurls: Float
  private let plastic: Vector3
  private let ink: Vector3
  private let badge: ReliefMap

  init(_ random: inout RandomStream) {
    radius = random.uniform(in: 33...36)
    height = random.uniform(in: 14...18)
    knurls = Float(54 + 6 * random.index(below: 4))
    let palette = [
      (colour(186, 38, 36), colour(240, 236, 226)), (colour(34, 92, 158), colour(240, 240, 238)),
      (colour(232, 230, 222), colour(22, 90, 62)), (colour(36, 122, 78), colour(244, 232, 160)),
    ]
    (plastic, ink) = palette[random.index(below: palette.count)]
    let text = StrokeText(["ASSAY", "FRESH", "AQUA"][random.index(below: 3)])
    badge = Self.badge(text)
  }

  /// A ring, a word, and a drop above and below it.
  private static func badge(_ text: StrokeText) -> ReliefMap {
    let height = 27 / text.width
    return ReliefMap(halfWidth: 25, halfHeight: 25, cell: 0.2) { x, y in
      let radial = length(x, y)
      let rings = min(abs(radial - 23) - 0.7, abs(radial - 20.6) - 0.3)
      let letters = text.distance(x / height, y / height) * height - 0.95
      let v = abs(y) - 12.6
      let leaf = max(length(x + 4.2, v) - 6.2, length(x - 4.2, v) - 6.2)
      let vein = max(abs(x) - 0.3, abs(v) - 3)
      return min(rings, min(letters, max(leaf, -vein)))
    }
  }

  func part(_ random: inout RandomStream) -> BottleCap {
    BottleCap(
      radius: radius + random.uniform(in: -0.15...0.15), height: height + random.uniform(in: -0.25...0.25),
      knurls: knurls, recess: random.uniform(in: 0.9...1.1), sink: random.uniform(in: 0...0.35),
      printX: random.uniform(in: -0.5...0.5), printY: random.uniform(in: -0.5...0.5),
      plastic: plastic * random.uniform(in: 0.94...1.06), ink: ink, badge: badge,
      seed: UInt32(truncatingIfNeeded: random.next()))
  }
}

/// One lid.
struct BottleCap: PartShape {
  let radius: Float
  let height: Float
  let knurls: Float
  let recess: Float
  let sink: Float
  let printX: Float
  let printY: Float
  let plastic: Vector3
  let ink: Vector3
  let badge: ReliefMap
  let seed: UInt32

  var bounds: Bounds { .upright(radius: radius + 1.4, height: height + 0.3) }
  var stepScale: Float { 0.8 }

  func distance(_ p: Vector3) -> Float {
    let radial = length(p.x, p.y)
    let band = smoothstep(0.5, 0, abs(p.z - 3.6)) * 0.8
    let side = smoothstep(height - 1.2, height - 3, p.z) * smoothstep(3.8, 4.4, p.z)
    var rim = radius - band
    if side > 0, radial > radius * 0.8 { rim += 0.65 * side * ridge(angle(p.y, p.x)) }
    let half = 0.5 * height
    let body = Distance.cylinder(radial, p.z - half, radius: rim, halfHeight: half, edge: 1.8)
    guard body < 7, p.z > height - 4 else { return body }
    return body + relief(radial)
  }

  /// A rounded saw around the side, -1...1.
  @inline(__always)
  private func ridge(_ turn: Float) -> Float {
    let phase = turn * (knurls / (2 * .pi))
    return smoothstep(0, 0.5, abs(phase - Float(wholePart(phase + 0.5)))) * 2 - 1
  }

  @inline(__always)
  private func relief(_ radial: Float) -> Float {
    let dish = recess * smoothstep(radius * 0.82, radius * 0.78, radial)
    let sag = sink * max(1 - radial * radial / 500, 0)
    let gate = 0.5 * smoothstep(1.5, 1.0, radial) - 0.3 * smoothstep(0.6, 0.3, radial)
    return dish + sag + gate
  }

  func material(_ p: Vector3, normal: Vector3) -> Material {
    let mottle = Noise.value(p * 0.08, seed) * 0.025
    let grain = Noise.value(p * 2.2, seed &+ 1)
    let isTop = normal.z > 0.7
    let covered = isTop ? badge.coverage(p.x - printX, p.y - printY, softness: 0.25) : 0
    let worn = smoothstep(-0.85, -0.6, Noise.value(p * 0.9, seed &+ 2))
    return Material(
      albedo: plastic * (1 + mottle), roughness: isTop ? 0.34 : 0.42, translucency: 0.15,
      ink: covered * (0.9 + 0.1 * worn),
      inkColour: ink * (1 + 0.03 * grain), tilt: Vector3(0.006 * grain, 0.006 * mottle * 40, 0))
  }
}
