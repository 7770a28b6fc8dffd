/// What glossy surfaces mirror: a grey room with two soft boxes overhead and the table below.
enum Studio {
  /// The light from a direction, in world coordinates turned with the key lamp.
  ///
  /// - Parameters:
  ///   - direction: A unit vector away from the surface.
  ///   - roughness: Blurs the picture, 0...1.
  ///   - floor: The colour of the table.
  /// - Returns: Linear RGB.
  @inline(__always)
  static func light(_ direction: Vector3, roughness: Float, floor: Vector3) -> Vector3 {
    let room = mix(0.16, 0.42, smoothstep(-0.1, 1, direction.z))
    let above = smoothstep(-0.06 - roughness * 0.4, 0.06 + roughness * 0.4, direction.z)
    let low = mix(floor * 0.35, Vector3(repeating: room), above)
    guard direction.z > 0.05 else { return low }
    let x = direction.x / direction.z
    let y = direction.y / direction.z
    let softness = 0.05 + 1.1 * roughness
    let key = box(x - 0.75, y, 0.42, 0.6, softness) * 2.6
    let strip = box(x + 0.62, y + 0.1, 0.16, 0.9, softness) * 1.5
    return low + Vector3(repeating: key + strip)
  }

  /// A rectangle with soft edges that spreads and dims as it blurs.
  @inline(__always)
  private static func box(_ x: Float, _ y: Float, _ halfX: Float, _ halfY: Float, _ softness: Float) -> Float
  {
    let across = smoothstep(halfX + softness, halfX - softness, abs(x))
    let along = smoothstep(halfY + softness, halfY - softness, abs(y))
    return across * along * (halfX / (halfX + 0.35 * softness))
  }
}
