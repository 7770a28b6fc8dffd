/// How defects change the material of the good part.
extension DefectPattern {
  /// A dried liquid: a tinted film with a darker rim.
  func stained(_ good: Material, _ q: Vector3) -> Material {
    let r = outline(q)
    let film = smoothstep(1, 0.86, r) * (0.72 + 0.28 * Noise.value(q.x * 0.5, q.y * 0.5, seed &+ 5))
    let rim = smoothstep(0.72, 0.93, r) * smoothstep(1.03, 0.95, r)
    let amount = size.contrast * clamp(0.62 * film + 0.55 * rim, 0, 1)
    guard amount > 0 else { return good }
    let liquid = tone.x < 0.5 ? colour(96, 62, 30) : tone.x < 0.8 ? colour(40, 42, 46) : colour(70, 92, 140)
    let isDark = good.brightness < 0.06
    let tinted =
      isDark
      ? mix(good.colour, colour(190, 186, 176), amount * 0.8)
      : good.colour * mix(Vector3(repeating: 1), liquid * 1.6, amount)
    var material = good
    material.albedo = tinted
    material.ink = 0
    material.metalness = good.bareMetal * (1 - 0.6 * amount)
    material.roughness = mix(good.roughness, 0.35, amount * 0.6)
    return material
  }

  /// A soft change of hue and brightness.
  func discoloured(_ good: Material, _ q: Vector3) -> Material {
    let amount = size.contrast * smoothstep(1.05, 0.45, outline(q))
    let fading: Float = good.brightness > 0.35 ? 0.55 : 1.9  // bright parts yellow and darken, others bleach
    let target =
      tone.y < 0.4
      ? mix(good.albedo, Vector3(repeating: good.brightness), 0.6) * fading + Vector3(0.05, 0.045, 0.03)
      : tone.y < 0.7
        ? good.albedo * Vector3(0.62, 0.42, 0.3)
        : good.albedo * Vector3(0.65, 1.0, 0.72) + Vector3(0.02, 0.05, 0.02)
    var material = good
    material.albedo = mix(good.albedo, target, amount)
    return material
  }

  /// Ink lost in flakes where there is print, and stray ink in streaks where there is none.
  func misprinted(_ good: Material, _ q: Vector3) -> Material {
    var material = good
    let inside = smoothstep(1.02, 0.95, outline(q)) * size.contrast
    if isInkLost && good.ink > 0 {
      let flakes = smoothstep(0.25, -0.05, Noise.value(q.x * 0.8, q.y * 0.8, seed &+ 7) - 0.15)
      material.ink = good.ink * (1 - inside * flakes)
      return material
    }
    let streak = smoothstep(0.2, 0.45, abs(Noise.value(q.x * 0.12, q.y * 0.85, seed &+ 8)))
    let amount = inside * streak
    let ink = good.brightness < 0.09 ? colour(214, 214, 208) : colour(28, 30, 44)
    let below = good.ink * (1 - amount)
    material.ink = below + amount
    material.inkColour = (good.inkColour * below + ink * amount) * (1 / max(below + amount, 1e-6))
    return material
  }

  /// The dark inside of a crack or a hole, with a faint shadow of dirt on its rim.
  func darkened(_ good: Material, _ opening: Float, _ base: Float) -> Material {
    let depth = smoothstep(0.05, 0.7, -base)
    let rim = smoothstep(0.7, 0, opening) * 0.35
    let amount = size.contrast * clamp(max(depth, rim), 0, 1)
    var material = good
    material.albedo = good.albedo * (1 - amount * 0.9)
    material.metalness = good.metalness * (1 - amount)
    material.roughness = mix(good.roughness, 0.9, amount)
    material.ink = good.ink * (1 - amount)
    return material
  }
}
