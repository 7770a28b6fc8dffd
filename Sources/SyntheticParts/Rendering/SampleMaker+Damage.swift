import Tensors

/// A defect as it is seen.
struct Damage {
  let view: View
  let mask: DefectMask
  let description: DefectDescription
}

extension SampleMaker {
  /// Plants the defect asked for and finds its mask; tries other places until enough of it is seen.
  func damage(
    _ scene: inout Scene<Design.Shape>, _ good: View, _ request: SampleRequest, _ stream: RandomStream,
    on pool: WorkerPool
  ) -> Damage? {
    guard let kind = request.kind, !request.isUndamaged else { return nil }
    let leastArea = max(4, good.size * good.size / 8000)
    let placement = DefectPlacement(scene, view: good)
    var best: (defect: Defect, view: View, mask: DefectMask)?
    for attempt in 0..<8 {
      var random = stream.stream("defect").stream("\(attempt)")
      let severity = min(request.severity + 0.04 * Float(attempt), 1)
      guard let defect = placement.placed(kind, severity: severity, scale: defectScale, &random) else {
        break
      }
      scene.shape.defect = defect
      let view = good.damaged(scene, on: pool)
      let mask = DefectMask(good: good, damaged: view, kind: kind)
      if mask.area > best?.mask.area ?? 0 { best = (defect, view, mask) }
      if mask.area >= leastArea { break }
    }
    scene.shape.defect = best?.defect
    return best.map {
      Damage(view: $0.view, mask: $0.mask, description: describe($0.defect, $0.mask, request, scene))
    }
  }

  /// Defects grow with the part.
  private var defectScale: Float { clamp(design.fieldWidth / 110, 0.7, 1.3) }

  private func describe(
    _ defect: Defect, _ mask: DefectMask, _ request: SampleRequest, _ scene: Scene<Design.Shape>
  ) -> DefectDescription {
    let centre = stage.pixel(of: scene.toWorld(defect.centre))
    return DefectDescription(
      kind: defect.kind, severity: request.severity, column: centre.column, row: centre.row,
      radius: defect.size.radius * 0.001, relief: defect.size.relief * 0.001, area: mask.area)
  }
}
