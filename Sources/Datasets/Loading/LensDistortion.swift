/// How a lens bends rays, by the five coefficients of Brown and Conrady, as OpenCV and RealSense write them.
///
/// With `r² = x² + y²` and `f = 1 + k1 r² + k2 r⁴ + k3 r⁶`:
/// `x' = x f + 2 p1 x y + p2 (r² + 2 x²)`, `y' = y f + 2 p2 x y + p1 (r² + 2 y²)`, where `x = X / Z`.
public struct LensDistortion: Sendable, Equatable {
  /// Which way the formula goes.
  public enum Direction: Sendable {
    /// From the ray to where the pixel is, as OpenCV and ROS have it; it is inverted here.
    case toPixel

    /// From where the pixel is to the ray: RealSense's inverse model.
    case toRay
  }

  /// `k1`, `k2`, `p1`, `p2`, `k3`.
  public let coefficients: [Double]

  /// Which way the formula goes.
  public let direction: Direction

  /// A lens that bends nothing.
  public static let none = LensDistortion([0, 0, 0, 0, 0])

  /// A lens with five coefficients.
  public init(_ coefficients: [Double], direction: Direction = .toPixel) {
    precondition(coefficients.count == 5, "\(coefficients.count) coefficients of a lens")
    self.coefficients = coefficients
    self.direction = direction
  }

  private var bendsNothing: Bool { coefficients.allSatisfy { $0 == 0 } }

  /// Steps of the inversion at most; lenses that one measures with need fewer than ten.
  private static let stepLimit = 100

  /// How near the ray's own pixel must come, as a share of the focal length: a hundredth of a pixel of 1000.
  private static let tolerance = 1e-5

  /// The ray `(X / Z, Y / Z)` that is seen at a place `(column - centre) / focal`; nil when there is none.
  func ray(_ x: Float, _ y: Float) -> SIMD2<Float>? {
    if bendsNothing { return SIMD2(x, y) }
    let place = SIMD2(Double(x), Double(y))
    if direction == .toRay { return SIMD2<Float>(bent(place)) }
    var ray = place
    for _ in 0..<Self.stepLimit {
      let miss = place - bent(ray)
      ray += miss
      if (miss * miss).sum() < 1e-24 { break }
    }
    let miss = place - bent(ray)
    return (miss * miss).sum().squareRoot() < Self.tolerance ? SIMD2<Float>(ray) : nil
  }

  /// The formula.
  func bent(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let (x, y) = (point.x, point.y)
    let r2 = x * x + y * y
    let factor = 1 + r2 * (coefficients[0] + r2 * (coefficients[1] + r2 * coefficients[4]))
    let (p1, p2) = (coefficients[2], coefficients[3])
    return SIMD2(
      x * factor + 2 * p1 * x * y + p2 * (r2 + 2 * x * x), y * factor + 2 * p2 * x * y + p1 * (r2 + 2 * y * y)
    )
  }
}
