extension Scene {
  /// The light that a point sends to the camera, linear RGB; white paper in full light gives about 1.
  func radiance(_ point: SurfacePoint, _ light: Illumination) -> Vector3 {
    let material = point.material
    let normal = (point.normal + material.tilt).normalized
    let sky = point.isPart ? skyVisibility(point.position, point.normal) : tableSkyVisibility(point.position)
    let colour = material.colour
    let metalness = material.bareMetal
    let diffuse = colour * (1 - metalness)
    let mirror = mix(Vector3(repeating: 0.04), colour, metalness)
    let worldNormal = pose.apply(normal)
    var sum = diffuse * light.ambient * (sky * (0.72 + 0.28 * worldNormal.z))
    let bounce = diffuse * stage.floorColour * (0.16 * (1 - worldNormal.z) * sky)
    sum += bounce
    for lamp in light.lamps {
      sum += lampLight(lamp, point, normal, material, diffuse, mirror)
    }
    return sum + reflection(point, normal, material, mirror, light) * sky
  }

  private func lampLight(
    _ lamp: Illumination.Lamp, _ point: SurfacePoint, _ normal: Vector3, _ material: Material,
    _ diffuse: Vector3,
    _ mirror: Vector3
  ) -> Vector3 {
    let direction = pose.undo(lamp.direction)
    let wrap = 0.35 * material.translucency
    let facing = normal.dot(direction)
    guard facing > -wrap else { return .zero }
    let start = point.position + point.normal * 0.25
    var seen = lampVisibility(start, direction, spread: lamp.spread)
    seen = mix(seen, 1, 0.25 * material.translucency)
    guard seen > 0 else { return .zero }
    let lit = max((facing + wrap) / ((1 + wrap) * (1 + wrap)), 0)
    let half = (direction - point.view).normalized
    let gloss = highlight(max(normal.dot(half), 0), max(material.roughness, 0.12 + lamp.spread * 0.6))
    let edge = fresnel(max(-half.dot(point.view), 0), mirror)
    return (diffuse * lit + edge * (gloss * max(facing, 0))) * lamp.radiance * seen
  }

  private func reflection(
    _ point: SurfacePoint, _ normal: Vector3, _ material: Material, _ mirror: Vector3, _ light: Illumination
  ) -> Vector3 {
    let facing = -point.view.dot(normal)
    let bounced = pose.apply(point.view + normal * (2 * facing))
    let turned = light.turned(bounced)
    let studio = Studio.light(turned, roughness: material.roughness, floor: stage.floorColour)
    let edge = fresnel(max(facing, 0), mirror)
    let damp = 1 - 0.65 * material.roughness * (1 - material.metalness)
    return edge * studio * light.reflection * damp
  }

  /// The GGX distribution over four, without masking: enough for a lamp.
  ///
  /// Walter et al. 2007, equation 33.
  @inline(__always)
  private func highlight(_ cosine: Float, _ roughness: Float) -> Float {
    let a = roughness * roughness
    let spread = cosine * cosine * (a * a - 1) + 1
    return min(a * a / (4 * spread * spread), 6)
  }

  /// Schlick's approximation of Fresnel's equations (1994).
  @inline(__always)
  private func fresnel(_ cosine: Float, _ mirror: Vector3) -> Vector3 {
    let rest = 1 - min(cosine, 1)
    let power = rest * rest * rest * rest * rest
    return mirror + (Vector3(repeating: 1) - mirror) * (power * 0.7)
  }
}
