/// How a point of a surface reflects light.
struct Material: Sendable, Equatable {
  /// The diffuse reflectance, or the reflectance at normal incidence of a metal; linear RGB in 0...1.
  var albedo: Vector3

  /// From 0, a mirror, to 1, chalk.
  var roughness: Float

  /// 0 for paint, plastic, food and stone, 1 for bare metal.
  var metalness: Float = 0

  /// How far light wanders below the surface: 0 for opaque, 1 for wax.
  var translucency: Float = 0

  /// How much printing ink covers the point, 0...1.
  var ink: Float = 0

  /// The colour of the ink, linear RGB.
  var inkColour: Vector3 = .zero

  /// What texture too fine to be traced adds to the unit normal, in the part's frame.
  var tilt: Vector3 = .zero

  /// The colour with the ink on it.
  @inline(__always)
  var colour: Vector3 { mix(albedo, inkColour, ink) }

  /// How much of the point is bare metal.
  @inline(__always)
  var bareMetal: Float { metalness * (1 - ink) }

  /// The luminance of the colour.
  var brightness: Float { colour.dot(Vector3(0.3, 0.6, 0.1)) }
}

/// A linear colour from sRGB values in 0...255.
func colour(_ red: Float, _ green: Float, _ blue: Float) -> Vector3 {
  func linear(_ value: Float) -> Float {
    let v = value / 255  // a cubic follows the sRGB curve to 1e-3
    return v * (v * (v * 0.305_306_01 + 0.682_171_11) + 0.012_522_878)
  }
  return Vector3(linear(red), linear(green), linear(blue))
}
