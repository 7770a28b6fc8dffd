/// A part with or without a defect.
struct DamagedShape<Base: PartShape>: Sendable {
  let base: Base
  var defect: Defect?

  var bounds: Bounds {
    guard let defect, defect.kind.addsMaterial else { return base.bounds }
    return base.bounds.grown(by: defect.size.height)
  }

  /// The signed distance to the surface, a little short near a defect, whose slopes are steep.
  @inline(__always)
  func distance(_ p: Vector3) -> Float {
    guard let defect, defect.kind.changesGeometry else { return base.distance(p) }
    let gap = defect.gap(p)
    if gap > 0 { return defect.kind.addsMaterial ? min(base.distance(p), gap + 0.1) : base.distance(p) }
    if defect.shiftsSurface { return 0.8 * base.distance(defect.unshifted(p)) }
    return 0.8 * defect.cut(base.distance(p), height: base.coarseDistance(p), p)
  }

  /// The distance for shadows: without fine texture, and that of the good part away from the defect.
  @inline(__always)
  func coarseDistance(_ p: Vector3) -> Float {
    guard let defect, defect.gap(p) < 0 else { return base.coarseDistance(p) }
    if defect.shiftsSurface { return base.coarseDistance(defect.unshifted(p)) }
    let height = base.coarseDistance(p)
    return defect.cut(height, height: height, p)
  }

  /// The material at a point of the surface.
  func material(_ p: Vector3, normal: Vector3) -> Material {
    guard let defect, defect.gap(p) < 0 else { return base.material(p, normal: normal) }
    if defect.kind.changesAppearance {
      let good = base.material(p, normal: normal)
      return defect.material(good, base.distance(p), height: base.coarseDistance(p), p)
    }
    let origin = defect.shiftsSurface ? defect.unshifted(p) : p - defect.frame.z * min(base.distance(p), 0)
    return base.material(origin, normal: base.normal(origin))
  }

  /// The outward unit normal at a point of the surface.
  func normal(_ p: Vector3) -> Vector3 { tetrahedronNormal(p) { distance($0) } }
}

extension PartShape {
  /// The outward unit normal at a point of the good surface.
  func normal(_ p: Vector3) -> Vector3 { tetrahedronNormal(p) { distance($0) } }
}

/// The direction in which a distance grows, by four differences at the corners of a tetrahedron (Quilez).
@inline(__always)
private func tetrahedronNormal(_ p: Vector3, _ distance: (Vector3) -> Float) -> Vector3 {
  let e: Float = 0.12
  let a = distance(Vector3(p.x + e, p.y - e, p.z - e))
  let b = distance(Vector3(p.x - e, p.y - e, p.z + e))
  let c = distance(Vector3(p.x - e, p.y + e, p.z - e))
  let d = distance(Vector3(p.x + e, p.y + e, p.z + e))
  return Vector3(a - b - c + d, -a - b + c + d, -a + b - c + d).normalized
}
