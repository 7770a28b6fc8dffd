import Networks
import Tensors

/// The adaptors of both modalities: all that training changes.
public struct AdaptorPair: Parameterized {
  /// Adapts appearance.
  public var appearance: Adaptor

  /// Adapts geometry.
  public var geometry: Adaptor

  /// Adaptors before training.
  ///
  /// - Parameters:
  ///   - appearanceFeatures: The length of an appearance patch.
  ///   - geometryFeatures: The length of a geometry patch.
  ///   - options: The sizes.
  ///   - random: Each adaptor draws from a stream of its own.
  public init(
    appearanceFeatures: Int, geometryFeatures: Int, options: AdaptorOptions = AdaptorOptions(),
    random: RandomStream
  ) {
    var streams = [random.stream("appearance"), random.stream("geometry")]
    appearance = Adaptor(features: appearanceFeatures, options: options, random: &streams[0])
    geometry = Adaptor(features: geometryFeatures, options: options, random: &streams[1])
  }

  /// Walks `appearance` and `geometry`.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    appearance.forEachParameter(under: "appearance", body)
    geometry.forEachParameter(under: "geometry", body)
  }
}
