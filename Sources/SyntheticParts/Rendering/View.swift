import Tensors

/// A square image of what the camera's rays meet, row-major.
struct View: Sendable {
  let size: Int
  let points: [SurfacePoint]

  /// Traces one ray through the centre of each pixel.
  init(_ scene: Scene<some PartShape>, on pool: WorkerPool) {
    let size = scene.stage.imageSize
    self.size = size
    let rows = pool.map(size) { row in
      (0..<size).map { scene.surface(column: Float($0), row: Float(row)) }
    }
    points = Array(rows.joined())
  }

  private init(size: Int, points: [SurfacePoint]) {
    self.size = size
    self.points = points
  }

  /// The view with a defect on the part: only the rays that pass near the defect are traced again.
  func damaged(_ scene: Scene<some PartShape>, on pool: WorkerPool) -> View {
    guard let defect = scene.shape.defect else { return self }
    let size = size
    let points = points
    let centre = defect.centre - scene.camera
    let reach = defect.reach + defect.size.height
    let rows = pool.map(size) { row in
      (0..<size).map { column in
        let point = points[row * size + column]
        let along = centre.dot(point.view)
        guard centre.squaredLength - along * along < reach * reach else { return point }
        return scene.surface(column: Float(column), row: Float(row))
      }
    }
    return View(size: size, points: Array(rows.joined()))
  }

  /// The depth in millimetres at a pixel, or at the nearest pixel of the image.
  @inline(__always)
  func depth(_ column: Int, _ row: Int) -> Float {
    points[min(max(row, 0), size - 1) * size + min(max(column, 0), size - 1)].depth
  }
}
