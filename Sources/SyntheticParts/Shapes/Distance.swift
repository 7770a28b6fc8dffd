/// Signed distances to simple solids, in the unit of their arguments; negative inside (Quilez, "Distance functions").
enum Distance {
  /// A disc or an upright cylinder with rounded edges, given by the distance from its axis and from its middle plane.
  @inline(__always)
  static func cylinder(_ radial: Float, _ z: Float, radius: Float, halfHeight: Float, edge: Float) -> Float {
    let a = radial - radius + edge
    let b = abs(z) - halfHeight + edge
    return min(max(a, b), 0) + length(max(a, 0), max(b, 0)) - edge
  }

  /// A ring of rectangular section with rounded edges.
  @inline(__always)
  static func ring(
    _ radial: Float, _ z: Float, inner: Float, outer: Float, halfHeight: Float, edge: Float
  ) -> Float {
    let middle = 0.5 * (inner + outer)
    return cylinder(
      abs(radial - middle), z, radius: 0.5 * (outer - inner), halfHeight: halfHeight, edge: edge)
  }

  /// A box with rounded edges, centred at the origin.
  @inline(__always)
  static func box(_ p: Vector3, _ half: Vector3, edge: Float) -> Float {
    let a = abs(p.x) - half.x + edge
    let b = abs(p.y) - half.y + edge
    let c = abs(p.z) - half.z + edge
    let outside = Vector3(max(a, 0), max(b, 0), max(c, 0)).length
    return min(max(a, max(b, c)), 0) + outside - edge
  }

  /// A rectangle with rounded corners.
  @inline(__always)
  static func rectangle(_ x: Float, _ y: Float, _ halfX: Float, _ halfY: Float, corner: Float) -> Float {
    let a = abs(x) - halfX + corner
    let b = abs(y) - halfY + corner
    return min(max(a, b), 0) + length(max(a, 0), max(b, 0)) - corner
  }

  /// The plate of half thickness `half` that a flat outline makes, with rounded edges.
  @inline(__always)
  static func plate(_ outline: Float, _ z: Float, half: Float, edge: Float) -> Float {
    let a = outline + edge
    let b = abs(z) - half + edge
    return min(max(a, b), 0) + length(max(a, 0), max(b, 0)) - edge
  }

  /// The distance from a point to a segment in the plane.
  @inline(__always)
  static func segment(
    _ x: Float, _ y: Float, _ ax: Float, _ ay: Float, _ bx: Float, _ by: Float
  ) -> Float {
    let dx = bx - ax
    let dy = by - ay
    let t = clamp(((x - ax) * dx + (y - ay) * dy) / max(dx * dx + dy * dy, 1e-12), 0, 1)
    return length(x - ax - t * dx, y - ay - t * dy)
  }
}
