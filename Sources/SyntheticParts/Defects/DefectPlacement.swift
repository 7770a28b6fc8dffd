import Tensors

/// Finds a place for a defect on the visible surface of a part.
struct DefectPlacement<Shape: PartShape> {
  private let scene: Scene<Shape>
  private let view: View

  init(_ scene: Scene<Shape>, view: View) {
    self.scene = scene
    self.view = view
  }

  /// The best of many random places, by how well the surface around suits the kind of defect.
  func placed(_ kind: DefectKind, severity: Float, scale: Float, _ random: inout RandomStream) -> Defect? {
    let size = DefectSize(kind, severity: severity, scale: scale)
    let candidates = view.points.indices.filter { view.points[$0].isPart }
    guard !candidates.isEmpty else { return nil }
    var best: (fitness: Float, point: SurfacePoint)?
    for _ in 0..<96 {
      let point = view.points[candidates[random.index(below: candidates.count)]]
      let fitness = self.fitness(point, kind, size) + 0.25 * random.uniform()
      if fitness > best?.fitness ?? -.infinity { best = (fitness, point) }
    }
    guard let point = best?.point else { return nil }
    let turn = random.uniform(in: 0...(2 * .pi))
    let normal = kind == .chip ? (point.normal + outward(point, size) * 0.9).normalized : point.normal
    return Defect(
      kind: kind, centre: point.position, frame: Rotation(normal: normal, turn: turn), size: size,
      pattern: DefectPattern(kind, size: size, &random))
  }

  private func fitness(_ point: SurfacePoint, _ kind: DefectKind, _ size: DefectSize) -> Float {
    let facing = -point.view.dot(point.normal)
    guard facing > 0.45 else { return facing - 2 }
    let support = self.support(point, size.radius * (kind == .chip ? 0.6 : 0.75))
    if kind == .chip { return support > 0.25 && support < 0.75 ? 1 : 0 }
    let print: Float = kind == .printFault && point.material.ink > 0.5 ? 0.5 : 0
    return min(support, 0.8) + 0.3 * facing + print
  }

  /// The share of a ring around a point that lies on the same smooth surface.
  private func support(_ point: SurfacePoint, _ radius: Float) -> Float {
    let near = ring(point).count(where: { direction in
      abs(scene.shape.base.distance(point.position + direction * radius)) < 0.25 * radius + 0.3
    })
    return Float(near) / 8
  }

  /// The direction in the tangent plane in which the surface ends, of length one or less.
  private func outward(_ point: SurfacePoint, _ size: DefectSize) -> Vector3 {
    var sum = Vector3.zero
    for direction in ring(point) {
      let distance = scene.shape.base.distance(point.position + direction * (size.radius * 0.6))
      sum += direction * max(distance, 0)
    }
    return sum.squaredLength > 1e-6 ? sum.normalized : .zero
  }

  private func ring(_ point: SurfacePoint) -> [Vector3] {
    let frame = Rotation(normal: point.normal, turn: 0)
    return (0..<8).map { place in
      let (sine, cosine) = sineAndCosine(Float(place) * .pi / 4)
      return frame.x * cosine + frame.y * sine
    }
  }
}
