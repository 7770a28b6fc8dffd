/// One coefficient of a scattering network: the wavelets that the signal passes through before it is averaged.
public struct ScatteringPath: Sendable, Hashable {
  /// The scale and angle of one wavelet: octaves from the finest, and steps of pi / 8.
  public struct Wavelet: Sendable, Hashable {
    /// Octaves from the finest wavelet.
    public let scale: Int
    /// Steps of pi / 8.
    public let angle: Int
  }

  /// The wavelets in the order of their layers; none for the local mean, at most two.
  public let wavelets: [Wavelet]

  /// The number of wavelets.
  public var order: Int { wavelets.count }

  /// All paths of a network of `scales` scales and up to `order` wavelets on a path, in the order of its output.
  ///
  /// The order is Kymatio's: the mean, then the first layer by scale and angle, then the second layer by the
  /// path of the first.
  public static func all(scales: Int, order: Int = 2) -> [ScatteringPath] {
    let wavelets = (0..<scales).flatMap { scale in
      (0..<MorletWavelet.angleCount).map { Wavelet(scale: scale, angle: $0) }
    }
    let pairs = wavelets.flatMap { first in
      wavelets.filter { $0.scale > first.scale }.map { ScatteringPath(wavelets: [first, $0]) }
    }
    let all = [ScatteringPath(wavelets: [])] + wavelets.map { ScatteringPath(wavelets: [$0]) } + pairs
    return all.filter { $0.order <= order }
  }
}
