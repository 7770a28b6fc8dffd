import Tensors

/// The tensors of a residual network, checked to be all that its architecture needs.
///
/// Convolutions are taken out one after the other, so that a tensor can be freed once it is packed.
struct ResidualWeights {
  let architecture: ResidualArchitecture
  let layout: ResidualLayout
  private var tensors: [String: Tensor]

  /// Torchvision's `BatchNorm2d` adds this to the variance.
  static let epsilon = 1e-5

  init(
    _ tensors: consuming [String: Tensor], _ metadata: ResidualNetworkMetadata
  ) throws(ResidualNetworkError) {
    self.tensors = consume tensors
    architecture = try Self.recognize(self.tensors)
    layout = ResidualLayout(architecture, stridesFirst: metadata.stridesFirst)
    if let name = metadata.architecture, name != architecture.rawValue {
      throw .metadata(
        key: "architecture", expected: "\(architecture.rawValue), as the tensors are named and shaped",
        found: name)
    }
    try check()
  }

  /// Takes out one convolution with its batch normalisation folded in: `w g / s` and `b - m g / s`, where
  /// `s^2 = variance + epsilon`, in double precision.
  mutating func take(_ layer: ResidualLayout.Layer) throws(ResidualNetworkError) -> ConvolutionWeights {
    let statistics = ResidualLayout.normalizationFields.map { take("\(layer.normalization).\($0)").elements }
    var kernel = take(layer.convolution + ".weight")
    var bias = statistics[0]
    let window = kernel.rowCount
    kernel.withUnsafeMutableElements { weights in
      for output in bias.indices {
        let deviation = (Double(statistics[2][output]) + Self.epsilon).squareRoot()
        let scale = Double(statistics[3][output]) / deviation
        bias[output] = Float(Double(bias[output]) - Double(statistics[1][output]) * scale)
        for index in output * window..<(output + 1) * window {
          weights[index] = Float(Double(weights[index]) * scale)
        }
      }
    }
    guard bias.allSatisfy(\.isFinite), kernel.elements.allSatisfy(\.isFinite) else {
      throw .notFinite(layer: layer.convolution)
    }
    return ConvolutionWeights(kernel: kernel, bias: bias, stride: layer.stride)
  }

  private mutating func take(_ name: String) -> Tensor {
    guard let tensor = tensors.removeValue(forKey: name) else {
      preconditionFailure("tensor \(name) was checked to be there and not taken before")
    }
    return tensor
  }
}

extension ResidualWeights {
  private static func recognize(
    _ tensors: [String: Tensor]
  ) throws(ResidualNetworkError) -> ResidualArchitecture {
    let counts = (1...ResidualArchitecture.stageCount).map { stage in
      (0..<tensors.count).prefix { tensors["layer\(stage).\($0).conv1.weight"] != nil }.count
    }
    let hasBottlenecks = tensors["layer1.0.conv3.weight"] != nil
    let width = tensors["layer1.0.conv1.weight"]?.shape.first ?? 0
    let match = ResidualArchitecture.allCases.first { candidate in
      candidate.blockCounts == counts && candidate.hasBottlenecks == hasBottlenecks
        && candidate.width(ofStage: 0) == width
    }
    if let match { return match }
    throw .unknownArchitecture(found: describe(tensors, counts, hasBottlenecks, width))
  }

  private static func describe(
    _ tensors: [String: Tensor], _ counts: [Int], _ hasBottlenecks: Bool, _ width: Int
  ) -> String {
    guard width > 0 else {
      let names = tensors.keys.sorted().prefix(4).map(ResidualNetworkError.quoted)
      return tensors.isEmpty
        ? "no tensors" : "\(tensors.count) others, such as \(names.joined(separator: ", "))"
    }
    let blocks = counts.map(String.init).joined(separator: " + ")
    return "\(blocks) \(hasBottlenecks ? "bottleneck" : "basic") blocks, the first \(width) channels wide"
  }

  private func check() throws(ResidualNetworkError) {
    let shapes = layout.tensorShapes
    let missing = shapes.keys.filter { tensors[$0] == nil }.sorted()
    let unexpected = tensors.keys.filter { shapes[$0] == nil && !Self.isBeyondStage3($0) }.sorted()
    let misshapen = shapes.sorted { $0.key < $1.key }.compactMap { name, expected in
      tensors[name].flatMap { tensor in
        tensor.shape == expected
          ? nil : MisshapenTensor(name: name, expected: expected, found: tensor.shape)
      }
    }
    guard missing.isEmpty, unexpected.isEmpty, misshapen.isEmpty else {
      throw .wrongTensors(
        architecture, missing: missing, misshapen: misshapen, unexpected: unexpected)
    }
  }

  /// What a whole checkpoint holds beside the layers to stage 3.
  static func isBeyondStage3(_ name: String) -> Bool {
    name.hasPrefix("layer4.") || name == "fc.weight" || name == "fc.bias"
      || name.hasSuffix(".num_batches_tracked")
  }
}
