/// How colours in 0...1 become a network's input: `(colour - mean) / deviation`, channel by channel.
public struct ImageNormalization: Sendable, Equatable {
  /// The mean of red, green and blue.
  public let mean: SIMD3<Float>

  /// The standard deviation of red, green and blue, positive.
  public let deviation: SIMD3<Float>

  /// The statistics of ImageNet that torchvision's networks are trained with.
  public static let imageNet = ImageNormalization(
    mean: SIMD3(0.485, 0.456, 0.406), deviation: SIMD3(0.229, 0.224, 0.225))
}
