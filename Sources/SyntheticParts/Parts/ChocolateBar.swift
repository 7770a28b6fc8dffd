import Tensors

/// A moulded chocolate bar of twelve pieces with sloped sides and a relief on each.
struct ChocolateBarDesign: PartDesign {
  let fieldWidth: Float = 134
  let turnRange: Float = 0.26
  let tables: [TableSurface.Kind] = [.board, .steel, .belt, .plywood]
  private let cocoa: Vector3
  private let motif: ReliefMap

  init(_ random: inout RandomStream) {
    cocoa = [colour(112, 66, 40), colour(78, 46, 32), colour(226, 200, 150)][random.index(below: 3)]
    let choice = random.index(below: 3)
    let letter = StrokeText("A")
    motif = ReliefMap(halfWidth: 8, halfHeight: 7, cell: 0.15) { x, y in
      switch choice {
      case 0: letter.distance(x / 7.6, y / 7.6) * 7.6 - 0.8
      case 1: Self.bean(x, y)
      default: Self.flower(x, y)
      }
    }
  }

  private static func bean(_ x: Float, _ y: Float) -> Float {
    let body = (length(x / 5.4, y / 3.5) - 1) * 3.5
    let seam = abs(y - 0.8 * wave(x * 0.08)) - 0.35
    return max(body, -max(seam, abs(x) - 4.2))
  }

  private static func flower(_ x: Float, _ y: Float) -> Float {
    let radial = length(x, y)
    let petals = 3.6 + 1.1 * wave(angle(y, x) * (5 / (2 * .pi)))
    return min(max(radial - petals, 1.5 - radial) * 0.8, radial - 0.8)
  }

  func part(_ random: inout RandomStream) -> ChocolateBar {
    ChocolateBar(
      height: 8.6 + random.uniform(in: -0.3...0.3), relief: random.uniform(in: 0.7...0.95),
      warp: random.uniform(in: -0.0002...0.0002), cocoa: cocoa * random.uniform(in: 0.93...1.07),
      bloom: random.uniform(in: 0...0.12), motif: motif, seed: UInt32(truncatingIfNeeded: random.next()))
  }
}

/// One bar.
struct ChocolateBar: PartShape {
  let height: Float
  let relief: Float
  let warp: Float
  let cocoa: Vector3
  let bloom: Float
  let motif: ReliefMap
  let seed: UInt32

  private static let slab: Float = 3.6
  private static let pitchX: Float = 24
  private static let pitchY: Float = 20

  var bounds: Bounds { .standing(50, 32, height: height + 1.4) }
  var stepScale: Float { 0.85 }

  /// The position relative to the middle of the nearest piece, of four columns and three rows.
  @inline(__always)
  private func piece(_ p: Vector3) -> (Float, Float) {
    let column = clamp(Float(wholePart(p.x / Self.pitchX)), -2, 1)
    let row = clamp(Float(wholePart(p.y / Self.pitchY + 0.5)), -1, 1)
    return (p.x - (column + 0.5) * Self.pitchX, p.y - row * Self.pitchY)
  }

  func distance(_ p: Vector3) -> Float {
    let z = p.z - warp * p.x * p.x
    let base = Distance.box(
      Vector3(p.x, p.y, z - 0.5 * Self.slab), Vector3(2 * Self.pitchX, 1.5 * Self.pitchY, 0.5 * Self.slab),
      edge: 1.1)
    let (x, y) = piece(p)
    let slope = 0.32 * (z - Self.slab)
    let sides = smoothMaximum(abs(x) + slope - 11.4, abs(y) + slope - 9.4, 1.4) * 0.95
    let top = z - height + 0.004 * (x * x + y * y) * 0.3
    let block = smoothMaximum(sides, top, 1.3)
    let bar = smoothMinimum(base, block, 0.9)
    guard z > height - 2.5 else { return bar }
    guard bar < 7 else { return bar - relief }
    return bar - relief * motif.coverage(x, y, softness: 0.9)
  }

  func material(_ p: Vector3, normal: Vector3) -> Material {
    let swirl = Noise.fractal(p * 0.07, octaves: 3, seed)
    let fine = Noise.value(p * 1.1, seed &+ 1)
    let haze = bloom * smoothstep(0, 0.8, Noise.value(p * 0.05, seed &+ 2) + 0.3 * fine)
    let bubble = Noise.specks(p * 0.22, share: 0.05, seed &+ 3)
    let tone = cocoa * (1 + 0.05 * swirl + 0.03 * fine - 0.25 * bubble)
    return Material(
      albedo: mix(tone, colour(196, 176, 156), haze), roughness: 0.4 + 0.05 * swirl, translucency: 0.25,
      tilt: Vector3(0.012 * fine, 0.012 * Noise.value(p * 0.9, seed &+ 4), 0))
  }
}
