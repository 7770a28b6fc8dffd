import Tensors

/// A deep-groove ball bearing without shields: two ground rings, balls, a cage and a laser mark.
struct BearingDesign: PartDesign {
  let fieldWidth: Float = 112
  let turnRange: Float = .pi
  let tables: [TableSurface.Kind] = [.rubber, .felt, .board, .belt]
  private let balls: Float
  private let isBrass: Bool
  private let mark: ReliefMap

  init(_ random: inout RandomStream) {
    balls = Float(8 + random.index(below: 3))
    isBrass = random.uniform() < 0.5
    let text = StrokeText(["6206 ASSAY", "6308 C3", "62 04 2613"][random.index(below: 3)])
    mark = ReliefMap(halfWidth: text.width * 1.8, halfHeight: 2.6, cell: 0.12) { x, y in
      text.distance(x / 3.3, y / 3.3) * 3.3 - 0.3
    }
  }

  func part(_ random: inout RandomStream) -> Bearing {
    Bearing(
      balls: balls, cageTurn: random.uniform(in: -0.4...0.4), innerTurn: random.uniform(in: -3...3),
      innerShift: random.uniform(in: -0.25...0.25), edge: random.uniform(in: 0.9...1.2), isBrass: isBrass,
      shade: random.uniform(in: 0.94...1.04), mark: mark, seed: UInt32(truncatingIfNeeded: random.next()))
  }
}

/// One bearing; its rings turn freely against each other.
struct Bearing: PartShape {
  let balls: Float
  let cageTurn: Float
  let innerTurn: Float
  let innerShift: Float
  let edge: Float
  let isBrass: Bool
  let shade: Float
  let mark: ReliefMap
  let seed: UInt32

  private static let half: Float = 8
  private static let pitch: Float = 28
  private static let ball: Float = 5.9

  var bounds: Bounds { .upright(radius: 40.1, height: 2 * Self.half + 0.4) }
  var stepScale: Float { 0.9 }

  func distance(_ p: Vector3) -> Float {
    let radial = length(p.x, p.y)
    let z = p.z - Self.half
    let rings = self.rings(radial, z)
    guard abs(radial - Self.pitch) < 8 else { return rings }
    return min(rings, min(ball(p, radial, z), cage(p, radial, z)))
  }

  @inline(__always)
  private func rings(_ radial: Float, _ z: Float) -> Float {
    let outer = Distance.ring(radial, z, inner: 32.4, outer: 40, halfHeight: Self.half, edge: edge)
    let inner = Distance.ring(
      radial, z - innerShift, inner: 15, outer: 23.4, halfHeight: Self.half - abs(innerShift), edge: edge)
    let groove = length(radial - Self.pitch, z) - Self.ball - 0.15
    return max(min(outer, inner), -groove)
  }

  /// The position relative to the nearest ball's centre.
  @inline(__always)
  private func ballPosition(_ p: Vector3, _ radial: Float) -> (Float, Float) {
    let turn = repeated(angle(p.y, p.x) + cageTurn, 2 * .pi / balls) / (2 * .pi)
    return (radial * wave(turn + 0.25) - Self.pitch, radial * wave(turn))
  }

  @inline(__always)
  private func ball(_ p: Vector3, _ radial: Float, _ z: Float) -> Float {
    let (x, y) = ballPosition(p, radial)
    return Vector3(x, y, z).length - Self.ball
  }

  @inline(__always)
  private func cage(_ p: Vector3, _ radial: Float, _ z: Float) -> Float {
    let (x, y) = ballPosition(p, radial)
    let pocket = Vector3(x, y, z).length - Self.ball - 0.45
    let band = Distance.ring(radial, z, inner: 25.7, outer: 30.3, halfHeight: 4.6, edge: 0.8)
    let spacing = Self.pitch * .pi / balls
    let rivet = length(radial - Self.pitch, spacing - abs(y)) - 0.9
    return min(smoothMaximum(band, -pocket, 0.5), max(rivet, z - 5.1))
  }

  func material(_ p: Vector3, normal: Vector3) -> Material {
    let radial = length(p.x, p.y)
    let z = p.z - Self.half
    guard abs(radial - Self.pitch) < 7, rings(radial, z) > 0.05 else {
      return ringMaterial(p, radial, normal)
    }
    if ball(p, radial, z) < cage(p, radial, z) {
      return Material(albedo: colour(214, 214, 216) * shade, roughness: 0.1, metalness: 1)
    }
    let grain = Noise.value(p * 1.1, seed &+ 3)
    let metal = isBrass ? colour(206, 164, 88) : colour(170, 172, 176)
    return Material(albedo: metal * (shade + 0.05 * grain), roughness: 0.42, metalness: 0.9)
  }

  /// Ground steel: circular lines on the faces, and the mark on the outer ring.
  private func ringMaterial(_ p: Vector3, _ radial: Float, _ normal: Vector3) -> Material {
    let lines = Noise.value(radial * 2.6, 0.5, seed) + 0.6 * Noise.value(radial * 5.3, 2.5, seed)
    let cloud = Noise.value(p * 0.05, seed &+ 1)
    let isFace = normal.z > 0.9
    let steel = colour(178, 180, 184) * (shade + (isFace ? 0.05 * lines : 0) + 0.04 * cloud)
    let outward = Vector3(p.x, p.y, 0) * (1 / max(radial, 1))
    let isMarked = isFace && radial > 32
    let covered = isMarked ? mark.coverage(-angle(p.x, p.y) * -36.2, radial - 36.2, softness: 0.3) : 0
    return Material(
      albedo: steel, roughness: 0.3, metalness: 1, ink: covered * 0.75, inkColour: colour(52, 50, 50),
      tilt: outward * (isFace ? 0.028 * lines : 0.006 * lines))
  }
}
