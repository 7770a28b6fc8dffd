import Tensors

/// A spur gear: trapezoid teeth, a web with lightening holes, a hub with a keyed bore.
struct GearDesign: PartDesign {
  let fieldWidth: Float = 116
  let turnRange: Float = .pi
  let tables: [TableSurface.Kind] = [.rubber, .felt, .plywood, .belt]
  private let teeth: Float
  private let holes: Float
  private let isBlack: Bool
  private let mark: ReliefMap

  init(_ random: inout RandomStream) {
    teeth = Float(26 + 2 * random.index(below: 5))
    holes = Float(4 + random.index(below: 3))
    isBlack = random.uniform() < 0.35
    let text = StrokeText(["M3 Z32", "MOD 3", "G 2604"][random.index(below: 3)])
    mark = ReliefMap(halfWidth: text.width * 1.8, halfHeight: 2.4, cell: 0.12) { x, y in
      text.distance(x / 3, y / 3) * 3 - 0.28
    }
  }

  func part(_ random: inout RandomStream) -> Gear {
    Gear(
      teeth: teeth, holes: holes, thickness: 11 + random.uniform(in: -0.3...0.3),
      web: random.uniform(in: 2.6...3.2), hub: random.uniform(in: 3.6...4.4),
      edge: random.uniform(in: 0.5...0.8),
      isBlack: isBlack, shade: random.uniform(in: 0.93...1.04), mark: mark,
      seed: UInt32(truncatingIfNeeded: random.next()))
  }
}

/// One gear.
struct Gear: PartShape {
  let teeth: Float
  let holes: Float
  let thickness: Float
  let web: Float
  let hub: Float
  let edge: Float
  let isBlack: Bool
  let shade: Float
  let mark: ReliefMap
  let seed: UInt32

  private static let tip: Float = 41
  private static let root: Float = 34.8

  var bounds: Bounds { .upright(radius: Self.tip + 0.2, height: thickness + hub + 0.3) }
  var stepScale: Float { 0.85 }

  func distance(_ p: Vector3) -> Float {
    let radial = length(p.x, p.y)
    let half = 0.5 * thickness
    let turn = angle(p.y, p.x)
    var body = Distance.plate(toothed(radial, turn), p.z - half, half: half, edge: edge)
    body = max(body, -pocket(radial, p.z))
    let boss = Distance.cylinder(
      radial, p.z - half - 0.5 * hub, radius: 13.2, halfHeight: half + 0.5 * hub, edge: edge)
    body = smoothMinimum(body, boss, 1)
    return max(body, -min(lightening(radial, turn, p.z), bore(p, radial)))
  }

  /// The signed distance to the toothed outline.
  @inline(__always)
  private func toothed(_ radial: Float, _ turn: Float) -> Float {
    guard radial > Self.root - 8 else { return radial - Self.root }
    let across = abs(repeated(turn, 2 * .pi / teeth)) * radial
    let pitch = Self.root * .pi / teeth
    let rise = (radial - Self.root) / (Self.tip - Self.root)
    let flank =
      (across - mix(pitch * 0.66, pitch * 0.4, rise) - 0.25 * pitch * max(rise, 0) * (1 - rise)) * 0.95
    let tooth = smoothMaximum(radial - Self.tip, flank, 0.8)
    return smoothMinimum(radial - Self.root, tooth, 1.2)
  }

  /// The ring milled out of the upper face between hub and rim.
  @inline(__always)
  private func pocket(_ radial: Float, _ z: Float) -> Float {
    Distance.ring(radial, z - thickness, inner: 14.5, outer: 29.5, halfHeight: web, edge: 1.2)
  }

  @inline(__always)
  private func lightening(_ radial: Float, _ turn: Float, _ z: Float) -> Float {
    guard radial > 12, radial < 32 else { return 4 }
    let place = repeated(turn, 2 * .pi / holes)
    let hole = length(place * radial, radial - 22) - 4.6
    let chamfer = hole - clamp(z - (thickness - web - 0.8), 0, 1.1)
    return min(hole, chamfer * 0.7)
  }

  @inline(__always)
  private func bore(_ p: Vector3, _ radial: Float) -> Float {
    let shaft = radial - 7.5 - clamp(p.z - (thickness + hub - 0.9), 0, 1.2)
    return min(shaft * 0.8, Distance.rectangle(p.x, p.y - 7.6, 1.6, 2.6, corner: 0.2))
  }

  func material(_ p: Vector3, normal: Vector3) -> Material {
    let radial = length(p.x, p.y)
    let isFace = normal.z > 0.9
    let isTooth = radial > Self.root - 0.6 && !isFace
    let lines = Noise.value(radial * 2.1, 0.5, seed) + 0.7 * Noise.value(radial * 4.7, 3.5, seed)
    let spots = Noise.fractal(p * 0.22, octaves: 3, seed &+ 1)
    let bare = colour(178, 178, 180) * (shade + 0.06 * spots + (isFace ? 0.05 * lines : 0))
    let oxide = colour(96, 94, 98) * (shade + 0.12 * spots)
    let isCast = radial > 14.5 && radial < 29.6 && p.z < thickness - 0.5
    let steel = isBlack && !isTooth ? oxide : bare
    let covered =
      isFace && p.z < thickness + 0.5 && radial > 29.5
      ? mark.coverage(angle(p.x, p.y) * 32, radial - 32.2, softness: 0.3) : 0
    return Material(
      albedo: isCast ? steel * 0.78 : steel, roughness: isCast ? 0.55 : 0.34 + 0.06 * spots, metalness: 0.95,
      ink: covered * 0.7, inkColour: isBlack ? colour(190, 190, 188) : colour(48, 46, 46),
      tilt: Vector3(p.x, p.y, 0) * ((isFace && !isCast ? 0.03 : 0.012) * lines / max(radial, 1)))
  }
}
