import Tensors

/// One part on its table, ready to be seen.
///
/// All of its geometry is in the part's frame in millimetres.
struct Scene<Shape: PartShape>: Sendable {
  var shape: DamagedShape<Shape>
  let stage: Stage
  let pose: Rotation
  let offset: Vector3
  let camera: Vector3
  let projector: Vector3
  let tableNormal: Vector3
  let tableOffset: Float

  init(part: Shape, stage: Stage, pose: Rotation, offset: Vector3) {
    shape = DamagedShape(base: part, defect: nil)
    self.stage = stage
    self.pose = pose
    self.offset = offset
    camera = pose.undo(stage.cameraPosition - offset)
    projector = pose.undo(stage.projectorPosition - offset)
    tableNormal = pose.undo(Vector3(0, 0, 1))
    tableOffset = -offset.z
  }

  /// The height above the table.
  @inline(__always)
  func tableDistance(_ p: Vector3) -> Float { p.dot(tableNormal) - tableOffset }

  /// A position of the part's frame in table coordinates.
  @inline(__always)
  func toWorld(_ p: Vector3) -> Vector3 { pose.apply(p) + offset }

  /// What the ray through an image point meets; the table reaches as far as the eye.
  func surface(column: Float, row: Float) -> SurfacePoint {
    let axis = stage.direction(column: column, row: row)
    let reach = axis.length
    let view = pose.undo(axis * (1 / reach))
    let toTable = -tableDistance(camera) / min(view.dot(tableNormal), -1e-3)
    if let distance = partHit(camera, view, limit: toTable) {
      return partPoint(distance, view, depth: distance / reach)
    }
    return tablePoint(toTable, view, depth: toTable / reach)
  }

  private func partPoint(_ distance: Float, _ view: Vector3, depth: Float) -> SurfacePoint {
    let position = camera + view * distance
    let normal = shape.normal(position)
    return SurfacePoint(
      isPart: true, depth: depth, position: position, normal: normal, view: view,
      material: shape.material(position, normal: normal))
  }

  private func tablePoint(_ distance: Float, _ view: Vector3, depth: Float) -> SurfacePoint {
    let position = camera + view * distance
    return SurfacePoint(
      isPart: false, depth: depth, position: position, normal: tableNormal, view: view,
      material: stage.table.material(toWorld(position)))
  }

  /// The distance along a ray to the part, by sphere tracing (Hart 1996), or nil when it misses.
  func partHit(_ origin: Vector3, _ direction: Vector3, limit: Float) -> Float? {
    guard let (entry, exit) = shape.bounds.interval(origin, direction), entry < limit else { return nil }
    let end = min(exit, limit)
    let scale = shape.base.stepScale
    var travelled = entry
    for _ in 0..<110 {
      let distance = shape.distance(origin + direction * travelled)
      if distance < 0.015 { return travelled }
      travelled += max(distance * scale, 0.02)
      if travelled > end { return nil }
    }
    return nil
  }
}
