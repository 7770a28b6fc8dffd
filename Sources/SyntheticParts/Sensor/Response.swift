import Foundation

/// The camera's response: a soft shoulder at the bright end, then the sRGB curve, then 8 bits.
struct Response: Sendable {
  private static let steps = 4096
  private static let brightest: Float = 1.7
  private let table: [Float]

  init() {
    table = (0...Self.steps).map { step in
      let light = Double(Self.brightest) * Double(step) / Double(Self.steps)
      return Float((Self.encoded(Self.shouldered(light)) * 255).rounded() / 255)
    }
  }

  /// The image value of an amount of light, on the 8-bit grid in 0...1.
  @inline(__always)
  func value(_ light: Float) -> Float {
    let step = clamp(light / Self.brightest, 0, 1) * Float(Self.steps)
    return table[Int(step + 0.5)]
  }

  /// Straight up to one half, then bending towards 1.
  private static func shouldered(_ light: Double) -> Double {
    light < 0.5 ? light : 1 - 0.5 / (1 + (light - 0.5) / 0.5)
  }

  /// The sRGB transfer curve (IEC 61966-2-1).
  private static func encoded(_ light: Double) -> Double {
    light <= 0.003_130_8 ? 12.92 * light : 1.055 * Foundation.pow(light, 1 / 2.4) - 0.055
  }
}
