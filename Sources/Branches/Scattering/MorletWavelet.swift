import Foundation

/// The frequency response of one Morlet wavelet: a Gaussian around a centre frequency, corrected to have no mean.
///
/// Conventions are those of Kymatio's `Scattering2D` (Andreux et al. 2020, arXiv 1812.11214), so that values can be
/// compared. Scale 0 has a centre frequency of 3/4 pi radians per pixel and an envelope of 0.8 pixels' deviation;
/// each scale halves the one and doubles the other. Envelopes are twice as long across the wave as along it.
struct MorletWavelet {
  /// The angles in half a turn.
  static let angleCount = 8

  private static let slant = 4.0 / Double(angleCount)

  private let deviation: Double
  private let direction: (y: Double, x: Double)
  private let centre: Double
  private var correction = 0.0

  /// The wavelet of one scale and angle.
  ///
  /// - Parameters:
  ///   - scale: Octaves from the finest wavelet, 0 and up.
  ///   - angle: Steps of pi / 8, in 0 ..< 8.
  init(scale: Int, angle: Int) {
    let radians = Double(Self.angleCount / 2 - 1 - angle) * .pi / Double(Self.angleCount)
    let size = Double(1 << scale)
    deviation = GaussianEnvelope.baseDeviation * size
    direction = (y: cos(radians), x: sin(radians))
    centre = 0.75 * .pi / size
    correction = envelope(y: 0, x: 0, centre: centre) / envelope(y: 0, x: 0, centre: 0)
  }

  /// The response at a frequency in radians per pixel; real, since the wavelet is symmetric.
  func response(y: Double, x: Double) -> Double {
    GaussianEnvelope.mass
      * (envelope(y: y, x: x, centre: centre) - correction * envelope(y: y, x: x, centre: 0))
  }

  /// A Gaussian around `centre` in the wavelet's direction, repeated because pixels alias.
  private func envelope(y: Double, x: Double, centre: Double) -> Double {
    var sum = 0.0
    for aliasY in -1...1 {
      for aliasX in -1...1 {
        let y = y + 2 * .pi * Double(aliasY)
        let x = x + 2 * .pi * Double(aliasX)
        let along = y * direction.y + x * direction.x - centre
        let across = (y * direction.x - x * direction.y) / Self.slant
        sum += GaussianEnvelope.value(
          atSquaredDistance: along * along + across * across, deviation: deviation)
      }
    }
    return sum
  }
}
