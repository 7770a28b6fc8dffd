/// Where each convolution of a network stands and what it is called; names are torchvision's.
struct ResidualLayout: Sendable {
  /// One convolution and the batch normalisation after it.
  struct Layer: Sendable {
    let convolution: String
    let normalization: String
    /// `[output channels, input channels, side, side]`.
    let shape: [Int]
    let stride: Int
  }

  /// One residual block.
  struct Block: Sendable {
    let layers: [Layer]
    /// The 1 x 1 convolution of the shortcut, where the block changes the size.
    let shortcut: Layer?
  }

  static let normalizationFields = ["bias", "running_mean", "running_var", "weight"]

  let stem = Layer(convolution: "conv1", normalization: "bn1", shape: [64, 3, 7, 7], stride: 2)
  let stages: [[Block]]

  init(_ architecture: ResidualArchitecture, stridesFirst: Bool) {
    var inputs = 64
    stages = (0..<ResidualArchitecture.stageCount).map { stage in
      (0..<architecture.blockCounts[stage]).map { block in
        defer { inputs = architecture.channels(ofStage: stage) }
        return Block(
          prefix: "layer\(stage + 1).\(block)", architecture, stage: stage, inputs: inputs,
          stride: stage > 0 && block == 0 ? 2 : 1, stridesFirst: stridesFirst)
      }
    }
  }

  /// Every convolution.
  var layers: [Layer] {
    [stem] + stages.flatMap { $0.flatMap { $0.layers + [$0.shortcut].compactMap { $0 } } }
  }

  /// The shape of every tensor, by name.
  var tensorShapes: [String: [Int]] {
    var shapes: [String: [Int]] = [:]
    for layer in layers {
      shapes[layer.convolution + ".weight"] = layer.shape
      for field in Self.normalizationFields { shapes["\(layer.normalization).\(field)"] = [layer.shape[0]] }
    }
    return shapes
  }
}

extension ResidualLayout.Block {
  fileprivate init(
    prefix: String, _ architecture: ResidualArchitecture, stage: Int, inputs: Int, stride: Int,
    stridesFirst: Bool
  ) {
    let width = architecture.width(ofStage: stage)
    let outputs = architecture.channels(ofStage: stage)
    let sides = architecture.hasBottlenecks ? [1, 3, 1] : [3, 3]
    let strided = architecture.hasBottlenecks && !stridesFirst ? 1 : 0
    layers = sides.indices.map { index in
      let channels = [index == sides.count - 1 ? outputs : width, index == 0 ? inputs : width]
      return ResidualLayout.Layer(
        convolution: "\(prefix).conv\(index + 1)", normalization: "\(prefix).bn\(index + 1)",
        shape: channels + [sides[index], sides[index]], stride: index == strided ? stride : 1)
    }
    shortcut =
      inputs == outputs && stride == 1
      ? nil
      : ResidualLayout.Layer(
        convolution: "\(prefix).downsample.0", normalization: "\(prefix).downsample.1",
        shape: [outputs, inputs, 1, 1], stride: stride)
  }
}
