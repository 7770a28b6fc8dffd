/// What a weights file says about its network beside the tensors.
///
/// | key | values | without it |
/// | --- | --- | --- |
/// | `architecture` | a raw value of `ResidualArchitecture`; must agree with the tensors | recognised |
/// | `mean`, `std` | three numbers, separated by commas, for colours in 0...1 | ImageNet's |
/// | `stride_in_1x1` | `true` (Caffe, MSRA) or `false`: which convolution of a bottleneck strides | `false` |
/// | `max_pool` | `kernel 3 stride 2 padding 1`, or `kernel 3 stride 2 padding 0 ceil` (Caffe) | the first |
///
/// Other keys are not looked at.
struct ResidualNetworkMetadata: Sendable, Equatable {
  private(set) var normalization = ImageNormalization.imageNet
  private(set) var stridesFirst = false
  private(set) var pooling = MaxPooling.torchvision
  private(set) var architecture: String?

  init(_ entries: [String: String]) throws(ResidualNetworkError) {
    architecture = entries["architecture"]
    normalization = ImageNormalization(
      mean: try Self.colour("mean", entries) ?? ImageNormalization.imageNet.mean,
      deviation: try Self.colour("std", entries, isPositive: true) ?? ImageNormalization.imageNet.deviation)
    if let text = entries["stride_in_1x1"] {
      guard let flag = Bool(text) else {
        throw .metadata(key: "stride_in_1x1", expected: "true or false", found: text)
      }
      stridesFirst = flag
    }
    if let text = entries["max_pool"] {
      let expected = #""kernel 3 stride 2 padding 1" or "kernel 3 stride 2 padding 0 ceil""#
      guard let known = Self.poolings[text] else {
        throw .metadata(key: "max_pool", expected: expected, found: text)
      }
      pooling = known
    }
  }

  /// The metadata of a network.
  static func entries(of network: ResidualNetwork) -> [String: String] {
    let text = { (colour: SIMD3<Float>) in "\(colour.x),\(colour.y),\(colour.z)" }
    return [
      "architecture": network.architecture.rawValue,
      "mean": text(network.normalization.mean),
      "std": text(network.normalization.deviation),
      "stride_in_1x1": String(network.stridesFirst),
      "max_pool": poolings.first { $0.value == network.pooling }?.key ?? "",
    ]
  }

  private static let poolings = [
    "kernel 3 stride 2 padding 1": MaxPooling.torchvision,
    "kernel 3 stride 2 padding 0 ceil": MaxPooling.caffe,
  ]

  private static func colour(
    _ key: String, _ entries: [String: String], isPositive: Bool = false
  ) throws(ResidualNetworkError) -> SIMD3<Float>? {
    guard let text = entries[key] else { return nil }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in Float(part.filter { $0 != " " }) }
    guard parts.count == 3, numbers.count == 3, numbers.allSatisfy(\.isFinite),
      !isPositive || numbers.allSatisfy({ $0 >= .leastNormalMagnitude })
    else {
      let kind = isPositive ? "positive numbers" : "numbers"
      throw .metadata(key: key, expected: "three \(kind) separated by commas", found: text)
    }
    return SIMD3(numbers[0], numbers[1], numbers[2])
  }
}
