import Tensors

/// The table that parts lie on.
struct TableSurface: Sendable {
  /// What the table is made of.
  enum Kind {
    case rubber
    case felt
    case board
    case plywood
    case steel
    case belt
  }

  private let kind: Kind
  private let tint: Vector3
  private let seed: UInt32

  init(_ random: inout RandomStream, kinds: [Kind]) {
    kind = kinds[random.index(below: kinds.count)]
    tint = mix(Vector3(1.03, 1, 0.97), Vector3(0.97, 1, 1.04), random.uniform())
    seed = UInt32(truncatingIfNeeded: random.next())
  }

  /// The material at a point of the table, in table coordinates in millimetres.
  func material(_ p: Vector3) -> Material {
    var material = untinted(p)
    material.albedo = material.albedo * tint
    return material
  }

  private func untinted(_ p: Vector3) -> Material {
    switch kind {
    case .rubber: rubber(p)
    case .felt: felt(p)
    case .board: board(p)
    case .plywood: plywood(p)
    case .steel: steel(p)
    case .belt: belt(p)
    }
  }

  private func rubber(_ p: Vector3) -> Material {
    let grain = Noise.value(p.x * 1.7, p.y * 1.7, seed) + 0.5 * Noise.value(p.x * 0.3, p.y * 0.3, seed &+ 1)
    let dust = Noise.specks(Vector3(p.x * 0.12, p.y * 0.12, 0.5), share: 0.12, seed &+ 2)
    let wear = Noise.value(p.x * 0.02, p.y * 0.02, seed &+ 3)
    return Material(
      albedo: colour(52, 54, 58) * (1 + 0.16 * grain + 0.15 * wear) + Vector3(repeating: 0.02 * dust),
      roughness: 0.7, tilt: Vector3(0.05 * grain, 0.05 * Noise.value(p.y * 1.7, p.x * 1.7, seed &+ 4), 0))
  }

  private func felt(_ p: Vector3) -> Material {
    let fibres =
      Noise.value(p.x * 2.3 + p.y * 0.7, p.y * 0.5 - p.x * 0.2, seed)
      + Noise.value(p.x * 0.4, p.y * 1.9 + p.x * 0.6, seed &+ 1)
    let cloud = Noise.value(p.x * 0.05, p.y * 0.05, seed &+ 2)
    return Material(albedo: colour(92, 100, 110) * (1 + 0.15 * fibres + 0.08 * cloud), roughness: 1)
  }

  private func board(_ p: Vector3) -> Material {
    let fibre = Noise.fractal(Vector3(p.x * 0.8, p.y * 0.8, 0), octaves: 2, seed)
    let cloud = Noise.value(p.x * 0.03, p.y * 0.03, seed &+ 1)
    return Material(albedo: colour(206, 204, 198) * (1 + 0.025 * fibre + 0.03 * cloud), roughness: 0.85)
  }

  private func plywood(_ p: Vector3) -> Material {
    let bend = 6 * Noise.value(p.x * 0.012, p.y * 0.03, seed)
    let rings = wave((p.y + bend + 1.5 * Noise.value(p.x * 0.05, p.y * 0.2, seed &+ 1)) * 0.11)
    let pores = Noise.value(p.x * 0.16, p.y * 2.6, seed &+ 2)
    let wood = mix(
      colour(202, 168, 122), colour(164, 124, 80), clamp(0.45 + 0.3 * rings + 0.25 * pores, 0, 1))
    return Material(albedo: wood, roughness: 0.55)
  }

  private func steel(_ p: Vector3) -> Material {
    let brush = Noise.value(p.x * 0.05, p.y * 2.1, seed) + 0.5 * Noise.value(p.x * 0.15, p.y * 4.3, seed &+ 1)
    let cloud = Noise.value(p.x * 0.025, p.y * 0.025, seed &+ 2)
    return Material(
      albedo: colour(176, 178, 180) * (1 + 0.07 * brush + 0.05 * cloud), roughness: 0.5, metalness: 0.8,
      tilt: Vector3(0, 0.035 * brush, 0))
  }

  private func belt(_ p: Vector3) -> Material {
    let weave = wave(p.x * 0.45) * wave(p.y * 0.45)
    let cloud = Noise.value(p.x * 0.04, p.y * 0.04, seed) + 0.5 * Noise.value(p.x * 0.7, p.y * 0.7, seed &+ 1)
    return Material(
      albedo: colour(52, 104, 100) * (1 + 0.12 * weave + 0.09 * cloud), roughness: 0.5,
      tilt: Vector3(0.06 * wave(p.x * 0.45 + 0.25), 0.06 * wave(p.y * 0.45 + 0.25), 0))
  }
}
