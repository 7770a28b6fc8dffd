import Tensors

/// One defect at its place on a part, in the part's frame in millimetres.
///
/// Its pattern is drawn in the tangent plane of the surface; heights are counted from the good surface, so that it
/// follows a curved part.
struct Defect: Sendable {
  let kind: DefectKind
  let centre: Vector3
  let frame: Rotation
  let size: DefectSize
  let pattern: DefectPattern

  /// The radius of a ball that holds everything the defect changes.
  var reach: Float { size.radius * 1.5 + size.relief + 1.5 }

  /// The position relative to the centre: two coordinates in the tangent plane and one along the normal.
  @inline(__always)
  func tangent(_ p: Vector3) -> Vector3 { frame.undo(p - centre) }

  /// The distance to the damaged surface.
  ///
  /// - Parameters:
  ///   - base: The distance to the good surface at the same point.
  ///   - p: A point in the part's frame.
  @inline(__always)
  func distance(_ base: Float, _ p: Vector3) -> Float {
    let gap = (p - centre).length - reach
    if gap > 0 { return kind.addsMaterial ? min(base, gap + max(base - size.height, 0) + 0.1) : base }
    return kind.changesGeometry ? damaged(base, tangent(p)) : base
  }

  private func damaged(_ base: Float, _ q: Vector3) -> Float {
    let window = smoothstep(reach, reach * 0.7, abs(q.z))
    switch kind {
    case .dent: return base + size.relief * pattern.blob(q) * window
    case .bump: return base - size.relief * pattern.blob(q) * window
    case .scratch: return base + size.relief * pattern.groove(q) * window
    case .chip: return max(base, -pattern.fragment(q))
    case .crack: return max(base, -max(pattern.fissure(q), -(base + size.relief)))
    case .hole: return max(base, -max(pattern.opening(q), -(base + size.relief)))
    case .contamination: return min(base, pattern.foreign(q, height: base))
    case .stain, .discolouration, .printFault: return base
    }
  }

  /// The material of the damaged surface.
  ///
  /// - Parameters:
  ///   - good: The material of the good part at the same point.
  ///   - base: The distance to the good surface; negative inside a cavity.
  ///   - p: A point of the damaged surface, in the part's frame.
  func material(_ good: Material, _ base: Float, _ p: Vector3) -> Material {
    guard kind.changesAppearance, (p - centre).length < reach else { return good }
    let q = tangent(p)
    switch kind {
    case .stain: return pattern.stained(good, q)
    case .discolouration: return pattern.discoloured(good, q)
    case .printFault: return pattern.misprinted(good, q)
    case .crack: return pattern.darkened(good, pattern.fissure(q), base)
    case .hole: return pattern.darkened(good, pattern.opening(q), base)
    case .contamination:
      return pattern.foreign(q, height: base) < base - 1e-3 ? pattern.foreignMaterial(q) : good
    default: return good
    }
  }
}

/// A part with or without a defect.
struct DamagedShape<Base: PartShape>: Sendable {
  let base: Base
  var defect: Defect?

  var stepScale: Float { defect == nil ? base.stepScale : base.stepScale * 0.8 }

  var bounds: Bounds {
    guard let defect, defect.kind.addsMaterial else { return base.bounds }
    return base.bounds.grown(by: defect.size.height)
  }

  @inline(__always)
  func distance(_ p: Vector3) -> Float {
    let distance = base.distance(p)
    guard let defect else { return distance }
    return defect.distance(distance, p)
  }

  @inline(__always)
  func coarseDistance(_ p: Vector3) -> Float {
    let distance = base.coarseDistance(p)
    guard let defect else { return distance }
    return defect.distance(distance, p)
  }

  func material(_ p: Vector3, normal: Vector3) -> Material {
    let material = base.material(p, normal: normal)
    guard let defect else { return material }
    return defect.material(material, base.distance(p), p)
  }
}
