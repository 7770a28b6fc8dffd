/// The pixels in which a part with a defect looks different from the same part without it.
struct DefectMask: Sendable {
  /// For each pixel, row-major, whether it shows the defect.
  let pixels: [Bool]

  /// The number of pixels that show the defect.
  let area: Int

  /// The smallest difference of depth that counts, in millimetres.
  private static let depthStep: Float = 0.12

  /// The smallest turn of the normal that counts, as a cosine: 6 degrees.
  private static let normalCosine: Float = 0.9945

  /// The smallest difference of colour that counts, between square roots of linear values.
  private static let colourStep: Float = 0.03

  /// Compares what the rays meet, before any light or sensor.
  init(good: View, damaged: View, kind: DefectKind) {
    let differs = zip(good.points, damaged.points).map { a, b in
      (kind.changesGeometry && Self.differsInShape(a, b))
        || (kind.changesAppearance && Self.differsInColour(a, b))
    }
    pixels = PixelIslands(differs, width: good.size).withoutSpecks
    area = pixels.count(where: { $0 })
  }

  private static func differsInShape(_ a: SurfacePoint, _ b: SurfacePoint) -> Bool {
    a.isPart != b.isPart || abs(a.depth - b.depth) > depthStep || a.normal.dot(b.normal) < normalCosine
  }

  private static func differsInColour(_ a: SurfacePoint, _ b: SurfacePoint) -> Bool {
    let p = a.material.colour
    let q = b.material.colour
    return differs(p.x, q.x) || differs(p.y, q.y) || differs(p.z, q.z)
      || abs(a.material.bareMetal - b.material.bareMetal) > 0.1
  }

  @inline(__always)
  private static func differs(_ a: Float, _ b: Float) -> Bool {
    abs(max(a, 0).squareRoot() - max(b, 0).squareRoot()) > colourStep
  }
}
