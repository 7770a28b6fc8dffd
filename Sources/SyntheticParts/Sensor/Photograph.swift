import Tensors

/// A colour camera: anti-aliased light, lens blur, vignetting, sensor noise and the sRGB response.
struct Photograph: Sendable {
  private let size: Int
  private let pool: WorkerPool

  init(size: Int, on pool: WorkerPool) {
    self.size = size
    self.pool = pool
  }

  /// The image `[size, size, 3]` of a scene, on the 8-bit grid in 0...1.
  func taken(of scene: Scene<some PartShape>, view: View, light: Illumination, noise: PixelNoise) -> Tensor {
    let size = size
    let rows = pool.map(size) { row in
      (0..<size).map { scene.radiance(view.points[row * size + $0], light) }
    }
    let direct = Array(rows.joined())
    let smooth = pool.map(size) { row in
      (0..<size).map { column in
        Self.isEdge(view, direct, column, row)
          ? Self.supersampled(scene, light, column, row) : direct[row * size + column]
      }
    }
    return developed(smooth, noise: noise)
  }

  /// Whether a pixel lies on an outline or on a step of brightness.
  private static func isEdge(_ view: View, _ light: [Vector3], _ column: Int, _ row: Int) -> Bool {
    let size = view.size
    let here = row * size + column
    return column > 0 && hasStep(view, light, here, here - 1)
      || column + 1 < size && hasStep(view, light, here, here + 1)
      || row > 0 && hasStep(view, light, here, here - size)
      || row + 1 < size && hasStep(view, light, here, here + size)
  }

  private static func hasStep(_ view: View, _ light: [Vector3], _ a: Int, _ b: Int) -> Bool {
    let here = view.points[a]
    let there = view.points[b]
    if there.isPart != here.isPart || there.normal.dot(here.normal) < 0.86 { return true }
    return here.isPart && abs(light[a].y - light[b].y) > 0.22 * (light[a].y + light[b].y) + 0.01
  }

  /// The mean of four rays on a turned square.
  private static func supersampled(
    _ scene: Scene<some PartShape>, _ light: Illumination, _ column: Int, _ row: Int
  ) -> Vector3 {
    let x = Float(column)
    let y = Float(row)
    var sum = limited(scene.radiance(scene.surface(column: x + 0.125, row: y - 0.375), light))
    sum += limited(scene.radiance(scene.surface(column: x + 0.375, row: y + 0.125), light))
    sum += limited(scene.radiance(scene.surface(column: x - 0.125, row: y + 0.375), light))
    sum += limited(scene.radiance(scene.surface(column: x - 0.375, row: y - 0.125), light))
    return sum * 0.25
  }

  private static func limited(_ v: Vector3) -> Vector3 {
    Vector3(min(v.x, 1.6), min(v.y, 1.6), min(v.z, 1.6))
  }

  private func developed(_ light: [[Vector3]], noise: PixelNoise) -> Tensor {
    let size = size
    let response = Response()
    return pool.tensor(shape: [size, size, 3], blockRows: 8) { rows, values in
      for row in rows {
        for column in 0..<size {
          let place = 3 * ((row - rows.lowerBound) * size + column)
          let signal = Self.blurred(light, column, row, size) * Self.vignette(column, row, size)
          values[place] = Self.exposed(signal.x, response, noise.normal(column, row, 0))
          values[place + 1] = Self.exposed(signal.y, response, noise.normal(column, row, 1))
          values[place + 2] = Self.exposed(signal.z, response, noise.normal(column, row, 2))
        }
      }
    }
  }

  /// One read-out: photon noise grows with the root of the light.
  @inline(__always)
  private static func exposed(_ signal: Float, _ response: Response, _ noise: Float) -> Float {
    response.value(signal + (0.0022 + 0.0075 * max(signal, 0).squareRoot()) * noise)
  }

  /// The lens: a 3 x 3 blur of about half a pixel.
  private static func blurred(_ light: [[Vector3]], _ column: Int, _ row: Int, _ size: Int) -> Vector3 {
    var sum = Vector3.zero
    for dy in -1...1 {
      for dx in -1...1 {
        let weight: Float = (dx == 0 ? 0.74 : 0.13) * (dy == 0 ? 0.74 : 0.13)
        let there = light[min(max(row + dy, 0), size - 1)][min(max(column + dx, 0), size - 1)]
        sum += limited(there) * weight
      }
    }
    return sum
  }

  private static func vignette(_ column: Int, _ row: Int, _ size: Int) -> Float {
    let half = Float(size) * 0.5
    let x = (Float(column) - half) / half
    let y = (Float(row) - half) / half
    return 1 - 0.085 * (x * x + y * y)
  }
}
