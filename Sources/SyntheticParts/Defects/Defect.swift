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

  @inline(__always)
  func gap(_ p: Vector3) -> Float { (p - centre).length - reach }

  /// Whether the defect only shifts the good surface, so that every point keeps its material.
  var shiftsSurface: Bool { kind == .dent || kind == .bump || kind == .scratch }

  /// The point of the good part that lies at `p` after the surface has been shifted along the normal.
  @inline(__always)
  func unshifted(_ p: Vector3) -> Vector3 {
    let q = tangent(p)
    let window = smoothstep(reach, reach * 0.6, abs(q.z))
    let profile = kind == .scratch ? pattern.groove(q) : kind == .dent ? pattern.blob(q) : -pattern.blob(q)
    return p + frame.z * (size.relief * profile * window)
  }

  /// The distance to the surface after material was cut away or added.
  ///
  /// - Parameters:
  ///   - base: The distance to the good surface at `p`; negative inside.
  ///   - height: The distance to the good surface without its fine texture.
  ///   - p: A point in the part's frame within reach.
  /// - Returns: The signed distance.
  @inline(__always)
  func cut(_ base: Float, height: Float, _ p: Vector3) -> Float {
    let q = tangent(p)
    switch kind {
    case .chip: return max(base, -pattern.fragment(q))
    case .crack: return max(base, -max(pattern.fissure(q), -(base + size.relief)))
    case .hole: return max(base, -max(pattern.opening(q), -(q.z + size.relief)))
    case .contamination: return min(base, pattern.foreign(q, height: height))
    default: return base
    }
  }

  /// The material of the surface that the defect has changed.
  ///
  /// - Parameters:
  ///   - good: The material of the good part at the same point.
  ///   - base: The distance to the good surface; negative inside a cavity.
  ///   - height: The distance to the good surface without its fine texture.
  ///   - p: A point of the damaged surface, in the part's frame.
  /// - Returns: The changed material.
  func material(_ good: Material, _ base: Float, height: Float, _ p: Vector3) -> Material {
    let q = tangent(p)
    switch kind {
    case .stain: return pattern.stained(good, q)
    case .discolouration: return pattern.discoloured(good, q)
    case .printFault: return pattern.misprinted(good, q)
    case .crack: return pattern.darkened(good, pattern.fissure(q), base)
    case .hole: return pattern.darkened(good, pattern.opening(q), base)
    case .contamination:
      return pattern.foreign(q, height: height) < base - 1e-3 ? pattern.foreignMaterial(q) : good
    default: return good
    }
  }
}
