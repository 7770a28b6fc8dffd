import Tensors

/// A structured-light scanner: measures depth where the projector's light comes back, with noise.
///
/// Points are missing in the projector's shadow, at grazing angles, at steps of depth, on very dark surfaces and in
/// highlights. The noise has a part that is independent by pixel and a part that is smooth, both larger with distance
/// and angle.
struct DepthSensor: Sendable {
  private let size: Int
  private let noise: PixelNoise
  private let pool: WorkerPool

  init(size: Int, noise: PixelNoise, on pool: WorkerPool) {
    self.size = size
    self.noise = noise
    self.pool = pool
  }

  /// The scan `[size, size, 3]` in metres; `(0, 0, 0)` where there is no point.
  func scan(_ scene: Scene<some PartShape>, view: View) -> Tensor {
    let raw = measured(scene, view)
    let stage = scene.stage
    let size = size
    return pool.tensor(shape: [size, size, 3], blockRows: 8) { rows, values in
      for row in rows {
        for column in 0..<size where raw[row][column] > 0 {
          let place = 3 * ((row - rows.lowerBound) * size + column)
          let smooth = Self.smoothed(raw, column, row, size)
          let depth = (smooth / Self.quantum).rounded() * Self.quantum * 0.001
          let scale = depth / stage.focalLength
          values[place] = (Float(column) - stage.centre) * scale
          values[place + 1] = (Float(row) - stage.centre) * scale
          values[place + 2] = depth
        }
      }
    }
  }

  /// The step of the depth read-out, in millimetres.
  private static let quantum: Float = 0.01

  /// Noisy depth in millimetres, row by row; 0 where there is no point.
  private func measured(_ scene: Scene<some PartShape>, _ view: View) -> [[Float]] {
    let size = size
    let noise = noise
    return pool.map(size) { row in
      (0..<size).map { column in
        let point = view.points[row * size + column]
        guard Self.isMeasured(scene, view, point, column, row, noise) else { return 0 }
        return point.depth + Self.error(point, column, row, noise)
      }
    }
  }

  private static func error(_ point: SurfacePoint, _ column: Int, _ row: Int, _ noise: PixelNoise) -> Float {
    let facing = max(-point.view.dot(point.normal), 0.15)
    let distance = point.depth / 600
    let scale = distance * distance / facing
    let smooth = Noise.value(Float(column) * 0.11, Float(row) * 0.11, noise.seed &+ 11)
    let fringes = wave(Float(column) * 0.083 + 0.002 * Float(row))
    return scale * (0.055 * noise.normal(column, row, 20) + 0.03 * smooth + 0.012 * fringes)
  }

  private static func isMeasured(
    _ scene: Scene<some PartShape>, _ view: View, _ point: SurfacePoint, _ column: Int, _ row: Int,
    _ noise: PixelNoise
  ) -> Bool {
    let cloud = 0.5 + 0.5 * Noise.value(Float(column) * 0.35, Float(row) * 0.35, noise.seed &+ 12)
    let chance = 0.5 * cloud + 0.5 * noise.uniform(column, row, 40)
    let facing = -point.view.dot(point.normal)
    let light = (scene.projector - point.position).normalized
    let lit = light.dot(point.normal)
    guard facing > 0.1 + 0.16 * chance, lit > 0.06 + 0.14 * chance else { return false }
    if step(view, column, row) > 2.5, chance > 0.24 { return false }
    guard returned(point, light, lit) > 0.007 + 0.022 * chance else { return false }
    if dazzle(point, light) > 1.2 + 3 * chance { return false }
    guard noise.uniform(column, row, 41) > 0.0006 else { return false }
    return scene.isSeenByProjector(point.position, point.normal)
  }

  /// The largest step of depth to one of the eight neighbours, in millimetres, beyond what the slope explains.
  private static func step(_ view: View, _ column: Int, _ row: Int) -> Float {
    let here = view.depth(column, row)
    @inline(__always)
    func bend(_ dx: Int, _ dy: Int) -> Float {
      abs(view.depth(column + dx, row + dy) + view.depth(column - dx, row - dy) - 2 * here)
    }
    return max(max(bend(1, 0), bend(0, 1)), max(bend(1, 1), bend(1, -1)))
  }

  /// The share of the projector's light that comes back diffusely.
  private static func returned(_ point: SurfacePoint, _ light: Vector3, _ lit: Float) -> Float {
    let material = point.material
    let diffuse = material.colour * (1 - 0.8 * material.metalness)
    let scattered = 0.02 * material.roughness
    return (diffuse.x * 0.3 + diffuse.y * 0.5 + diffuse.z * 0.2 + scattered) * lit
  }

  /// The brightness of the projector's mirror image.
  private static func dazzle(_ point: SurfacePoint, _ light: Vector3) -> Float {
    let material = point.material
    let half = (light - point.view).normalized
    let cosine = half.dot((point.normal + material.tilt).normalized)
    let a = max(material.roughness * material.roughness, 0.02)
    let spread = cosine * cosine * (a * a - 1) + 1
    let mirror = mix(0.04, 0.6, material.bareMetal)
    return mirror * min(a * a / (4 * spread * spread), 40)
  }

  /// The mean over 3 x 3 measured neighbours on the same surface.
  private static func smoothed(_ raw: [[Float]], _ column: Int, _ row: Int, _ size: Int) -> Float {
    let centre = raw[row][column]
    var sum: Float = 0
    var weights: Float = 0
    for y in max(row - 1, 0)...min(row + 1, size - 1) {
      for x in max(column - 1, 0)...min(column + 1, size - 1) {
        let there = raw[y][x]
        guard there > 0, abs(there - centre) < 1 else { continue }
        let weight: Float = (x == column ? 1 : 0.5) * (y == row ? 1 : 0.5)
        sum += weight * (there - centre)
        weights += weight
      }
    }
    return centre + sum / max(weights, 1)
  }
}
