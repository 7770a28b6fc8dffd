import Foundation

/// The Gaussian that wavelets and averages are made of, in the frequency domain.
enum GaussianEnvelope {
  /// The deviation of the finest wavelet's envelope, in pixels.
  static let baseDeviation = 0.8

  /// The mass of every filter.
  ///
  /// Kymatio's normalisation takes 3.1415 for pi; values agree only if ours does.
  static let mass = Double.pi / 3.1415

  /// The transform of a Gaussian of unit mass.
  ///
  /// The squared distance from its centre is in radians per pixel squared, the Gaussian's deviation in pixels.
  static func value(atSquaredDistance squaredDistance: Double, deviation: Double) -> Double {
    let exponent = 0.5 * deviation * deviation * squaredDistance
    return exponent > 60 ? 0 : exp(-exponent)
  }

  /// The frequency of one of the `count` steps that are left of a full turn of `period`, in radians per pixel.
  ///
  /// The upper half of the steps counts as negative.
  static func frequency(_ index: Int, of count: Int, period: Int) -> Double {
    2 * .pi * Double(2 * index < count ? index : index - count) / Double(period)
  }
}
