import Tensors

/// The random outline of a defect, drawn in the tangent plane.
struct DefectPattern: Sendable {
  /// A blob of foreign matter.
  struct Lump: Sendable {
    let x: Float
    let y: Float
    let radius: Float
  }

  /// What lies on the surface.
  enum Matter: CaseIterable {
    case crumbs
    case fibre
    case drop
    case flake
  }

  let size: DefectSize
  let seed: UInt32
  let stretch: Float
  let path: DefectPath
  let lumps: [Lump]
  let matter: Matter
  let tone: Vector3
  let isInkLost: Bool

  init(_ kind: DefectKind, size: DefectSize, _ random: inout RandomStream) {
    self.size = size
    seed = UInt32(truncatingIfNeeded: random.next())
    stretch = random.uniform(in: 0.72...1.35)
    path = DefectPath(halfLength: size.radius, bend: kind == .contamination ? 0.9 : 0.35, &random)
    let radius = size.radius
    lumps = (0..<5).map { place in
      let spread = place == 0 ? 0 : radius * 0.75
      return Lump(
        x: random.uniform(in: -1...1) * spread, y: random.uniform(in: -1...1) * spread,
        radius: radius * random.uniform(in: place == 0 ? 0.28...0.42 : 0.08...0.24))
    }
    matter = Matter.allCases[random.index(below: Matter.allCases.count)]
    tone = Vector3(random.uniform(), random.uniform(), random.uniform())
    isInkLost = random.uniform() < 0.6
  }

  /// The distance from the centre in units of an irregular outline: 1 on it.
  @inline(__always)
  func outline(_ q: Vector3) -> Float {
    let x = q.x * stretch / size.radius
    let y = q.y / (stretch * size.radius)
    let warp =
      0.30 * Noise.value(x * 1.4 + 9, y * 1.4 + 9, seed) + 0.12 * Noise.value(x * 3.7, y * 3.7, seed &+ 1)
    return length(x, y) * (1 + warp)
  }

  /// A smooth hill of height one with an irregular foot.
  @inline(__always)
  func blob(_ q: Vector3) -> Float {
    let x = q.x * stretch / size.radius
    let y = q.y / (stretch * size.radius)
    let r = length(x, y) * (1 + 0.28 * Noise.value(x * 0.9 + 9, y * 0.9 + 9, seed))
    let fall = max(1 - r * r, 0)
    return fall * fall * (1 + 0.5 * Noise.value(x * 1.1, y * 1.1, seed &+ 2))
  }

  /// The section of a scratch: 1 in the groove, below 0 on its raised lips.
  @inline(__always)
  func groove(_ q: Vector3) -> Float {
    let (across, along) = path.distance(q.x, q.y)
    let width = size.halfWidth * path.taper(along) * (1 + 0.25 * Noise.value(along * 9, 0.5, seed))
    let r = across / max(width, 0.05)
    let lip = max(1 - abs(r - 1.55) * 1.7, 0)
    return (max(1 - r * r, 0) - 0.35 * lip) * path.taper(along)
  }

  /// The signed distance to a crack's gap in the plane.
  @inline(__always)
  func fissure(_ q: Vector3) -> Float {
    let jag = 0.9 * size.halfWidth * Noise.value(q.x * 0.9, q.y * 0.9, seed)
    let (across, along) = path.distance(q.x + jag, q.y - jag)
    let branch = path.branch(q.x + jag, q.y - jag)
    let width =
      size.halfWidth * (0.35 + 0.65 * path.taper(along)) * (1 + 0.35 * Noise.value(along * 14, 3.5, seed))
    return min(across - width, branch - 0.55 * size.halfWidth)
  }

  /// The signed distance to a hole's opening in the plane.
  @inline(__always)
  func opening(_ q: Vector3) -> Float { (outline(q) - 0.95) * size.radius * 0.7 }

  /// The signed distance to the fragment that a chip has lost: a rough ball cut by planes.
  @inline(__always)
  func fragment(_ q: Vector3) -> Float {
    let radius = size.radius
    let rough =
      0.10 * radius * Noise.value(q * (2.4 / radius), seed) + 0.05 * radius
      * Noise.value(q * (8 / radius), seed)
    let ball = Vector3(q.x * stretch, q.y / stretch, (q.z - 0.45 * radius) * 1.1).length - radius
    let facet = (-q.z * 0.9 + q.x * (tone.x - 0.5) + q.y * (tone.y - 0.5)) - radius * 0.42
    return max(ball, facet) * 0.8 + rough
  }
}
