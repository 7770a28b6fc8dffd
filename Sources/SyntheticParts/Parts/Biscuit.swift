import Tensors

/// A butter biscuit: scalloped rim, word pressed in, ring of docker holes, crumbly and unevenly baked.
struct BiscuitDesign: PartDesign {
  let fieldWidth: Float = 98
  let turnRange: Float = .pi
  let tables: [TableSurface.Kind] = [.board, .steel, .belt, .felt]
  private let radius: Float
  private let scallops: Float
  private let dockers: Float
  private let dough: Vector3
  private let word: ReliefMap

  init(_ random: inout RandomStream) {
    radius = random.uniform(in: 31...34)
    scallops = Float(22 + random.index(below: 8))
    dockers = Float(10 + random.index(below: 5))
    dough = mix(colour(214, 163, 96), colour(196, 138, 76), random.uniform())
    let text = StrokeText(["ASSAY", "BUTTER", "PETIT"][random.index(below: 3)])
    let height = 30 / text.width
    word = ReliefMap(halfWidth: 17, halfHeight: 7, cell: 0.2) { x, y in
      text.distance(x / height, y / height) * height - 0.75
    }
  }

  func part(_ random: inout RandomStream) -> Biscuit {
    Biscuit(
      radius: radius + random.uniform(in: -0.7...0.7), height: random.uniform(in: 6.6...7.6),
      oval: random.uniform(in: -0.012...0.012), scallops: scallops, dockers: dockers,
      pressing: random.uniform(in: 0.75...1.15), baking: random.uniform(in: -0.18...0.22),
      bakingSide: Vector3(random.uniform(in: -1...1), random.uniform(in: -1...1), 0), dough: dough,
      word: word,
      seed: UInt32(truncatingIfNeeded: random.next()))
  }
}

/// One biscuit.
struct Biscuit: PartShape {
  let radius: Float
  let height: Float
  let oval: Float
  let scallops: Float
  let dockers: Float
  let pressing: Float
  let baking: Float
  let bakingSide: Vector3
  let dough: Vector3
  let word: ReliefMap
  let seed: UInt32

  var bounds: Bounds { .upright(radius: radius + 2.5, height: height + 2) }
  var stepScale: Float { 0.8 }

  func distance(_ p: Vector3) -> Float {
    let smooth = coarseDistance(p)
    return smooth < 1.6 ? smooth + crumb(p) : smooth - 0.8
  }

  func coarseDistance(_ p: Vector3) -> Float {
    let x = p.x * (1 + oval)
    let y = p.y * (1 - oval)
    let radial = length(x, y)
    let turn = angle(y, x)
    let rim = radius + 0.9 * wave(turn * (scallops / (2 * .pi))) * smoothstep(radius * 0.6, radius, radial)
    let dome = 0.9 * (1 - radial * radial / (radius * radius))
    let top = 0.5 * (height + dome)
    let body = Distance.cylinder(radial, p.z - top, radius: rim, halfHeight: top, edge: 2.4)
    guard body < 7 else { return body }
    return body + relief(x, y, radial, turn) * smoothstep(height * 0.4, height * 0.7, p.z)
  }

  private func relief(_ x: Float, _ y: Float, _ radial: Float, _ turn: Float) -> Float {
    let groove = smoothstep(1.1, 0.2, abs(radial - radius * 0.82))
    let place = repeated(turn, 2 * .pi / dockers) * radius * 0.66
    let hole = length(place, radial - radius * 0.66)
    return pressing
      * (0.55 * groove + 1.6 * smoothstep(1.35, 0.5, hole) + 0.9 * word.coverage(x, y, softness: 0.9))
  }

  private func crumb(_ p: Vector3) -> Float {
    let coarse = Noise.value(p * 0.35, seed)
    let fine = Noise.value(p * 1.3, seed &+ 1)
    let pores = max(Noise.value(p * 0.75, seed &+ 2) - 0.45, 0)
    return 0.16 * coarse + 0.1 * fine + 0.55 * pores
  }

  func material(_ p: Vector3, normal: Vector3) -> Material {
    let radial = length(p.x, p.y) / radius
    let patches = Noise.fractal(p * 0.09, octaves: 3, seed &+ 3)
    let grain = Noise.value(p * 1.6, seed &+ 4)
    let side = (p.x * bakingSide.x + p.y * bakingSide.y) / radius
    let heat = baking + 0.75 * smoothstep(0.72, 1.05, radial) + 0.3 * patches + 0.14 * side + 0.1 * grain
    let pressed = smoothstep(0.3, -0.1, word.distance(p.x, p.y)) * 0.2
    let brown = mix(dough, colour(137, 78, 32), clamp(heat + pressed, 0, 1) * 0.8)
    let crumbs = Noise.specks(p * 0.8, share: 0.06, seed &+ 5)
    return Material(
      albedo: mix(brown, colour(112, 62, 26), crumbs * 0.6) * (1 + 0.09 * grain), roughness: 0.75,
      translucency: 0.25)
  }
}
