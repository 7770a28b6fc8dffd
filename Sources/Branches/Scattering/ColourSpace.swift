/// The channels that a scattering branch looks at.
public enum ColourSpace: String, Sendable, Codable, CaseIterable {
  /// Red, green and blue, each with all paths.
  case rgb

  /// Luminance with all paths, and two colour differences with one wavelet at most (ITU-R BT.601).
  case luminanceAndChroma = "luminance-and-chroma"

  /// The largest number of wavelets on a path, for each channel.
  var orders: [Int] {
    switch self {
    case .rgb: [2, 2, 2]
    case .luminanceAndChroma: [2, 1, 1]
    }
  }

  /// What a colour is in this space; colour differences are signed.
  func converted(_ colour: SIMD3<Float>) -> SIMD3<Float> {
    guard self == .luminanceAndChroma else { return colour }
    let luminance = 0.299 * colour.x + 0.587 * colour.y + 0.114 * colour.z
    return SIMD3(luminance, 0.564 * (colour.z - luminance), 0.713 * (colour.x - luminance))
  }
}
