/// Foreign matter: what lies on the surface and does not belong there.
extension DefectPattern {
  /// The signed distance to foreign matter that lies on the surface.
  ///
  /// - Parameters:
  ///   - q: The position in the tangent plane.
  ///   - height: The distance above the good surface.
  /// - Returns: The signed distance.
  func foreign(_ q: Vector3, height: Float) -> Float {
    switch matter {
    case .crumbs: crumbs(q, height)
    case .fibre: fibre(q, height)
    case .drop: drop(q, height)
    case .flake: flake(q, height)
    }
  }

  private func crumbs(_ q: Vector3, _ height: Float) -> Float {
    var nearest = Float.greatestFiniteMagnitude
    for lump in lumps {
      let ball = Vector3(q.x - lump.x, q.y - lump.y, height - lump.radius * 0.45).length - lump.radius
      nearest = min(nearest, ball)
    }
    let position = Vector3(q.x, q.y, height)
    return 0.8 * nearest + 0.22 * size.halfWidth * Noise.value(position * (1.1 / size.halfWidth), seed)
  }

  private func fibre(_ q: Vector3, _ height: Float) -> Float {
    let (across, along) = path.distance(q.x, q.y)
    let lift = size.halfWidth * (0.7 + 1.2 * max(wave(along * 1.3 + tone.z), 0))
    return 0.9 * (length(across, height - lift) - 0.75 * size.halfWidth)
  }

  private func drop(_ q: Vector3, _ height: Float) -> Float {
    let rim = outline(q) * 1.35
    let dome = size.relief * max(1 - rim * rim, -1)
    return 0.7 * (height - dome) / (1 + size.relief / size.radius)
  }

  private func flake(_ q: Vector3, _ height: Float) -> Float {
    let edge = (outline(q) - 0.6) * size.radius * 0.8
    let tilt = 0.25 * q.x * (tone.z - 0.3) + 0.3
    return 0.8 * max(edge, abs(height - abs(tilt) - 0.25) - 0.28)
  }

  /// What the foreign matter is made of.
  func foreignMaterial(_ q: Vector3) -> Material {
    let grain = 1 + 0.25 * Noise.value(q * 1.6, seed &+ 6)
    switch matter {
    case .crumbs:
      let soil = mix(colour(70, 50, 34), colour(200, 190, 170), tone.x > 0.6 ? 1 : 0)
      return Material(albedo: soil * grain, roughness: 0.85)
    case .fibre:
      let dye =
        tone.x < 0.4 ? colour(40, 70, 150) : tone.x < 0.7 ? colour(225, 222, 214) : colour(150, 30, 34)
      return Material(albedo: dye * grain, roughness: 0.8)
    case .drop:
      let oil = tone.x < 0.5 ? colour(52, 36, 18) : colour(176, 120, 30)
      return Material(albedo: oil, roughness: 0.12)
    case .flake:
      return tone.x < 0.5
        ? Material(albedo: colour(178, 176, 172) * grain, roughness: 0.35, metalness: 1)
        : Material(albedo: colour(214, 196, 150) * grain, roughness: 0.7)
    }
  }
}
