import Tensors

/// The layers of a point transformer under their published names, as a file holds them.
struct PointTransformerLayers: Parameterized {
  /// Embeds single points, `[128, 3, 1]`, then `[256, 128, 1]`.
  var pointLayers: (first: Convolution1D, norm: BatchNorm, second: Convolution1D)

  /// Embeds points beside the maximum of their group, `[512, 512, 1]`, then `[384, 512, 1]`.
  var groupLayers: (first: Convolution1D, norm: BatchNorm, second: Convolution1D)

  /// Embeds the centres of groups.
  var position: (first: Linear, second: Linear)

  /// The transformer blocks.
  var blocks: [TransformerBlock]

  /// Normalises the output of every block that is taken.
  var norm: LayerNorm

  init(_ architecture: PointTransformerArchitecture) {
    let widths = architecture.encoderWidths
    pointLayers = Self.pair(3, widths[0], widths[1])
    groupLayers = Self.pair(2 * widths[1], widths[2], architecture.width)
    position = (
      Linear(inputs: 3, outputs: architecture.positionWidth),
      Linear(inputs: architecture.positionWidth, outputs: architecture.width)
    )
    let block = TransformerBlock(
      features: architecture.width, headCount: architecture.headCount, hidden: architecture.hiddenWidth)
    blocks = [TransformerBlock](repeating: block, count: architecture.depth)
    norm = LayerNorm(features: architecture.width)
  }

  mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    Self.visit(&pointLayers, under: "encoder.first_conv", body)
    Self.visit(&groupLayers, under: "encoder.second_conv", body)
    position.first.forEachParameter(under: "pos_embed.0", body)
    position.second.forEachParameter(under: "pos_embed.2", body)
    for index in blocks.indices { blocks[index].forEachParameter(under: "blocks.blocks.\(index)", body) }
    norm.forEachParameter(under: "norm", body)
  }

  mutating func forEachBuffer(_ body: (String, inout Tensor) -> Void) {
    pointLayers.norm.forEachBuffer(under: "encoder.first_conv.1", body)
    groupLayers.norm.forEachBuffer(under: "encoder.second_conv.1", body)
  }

  private static func pair(
    _ inputs: Int, _ middle: Int, _ outputs: Int
  ) -> (first: Convolution1D, norm: BatchNorm, second: Convolution1D) {
    let window = ImageWindow.Axis(size: 1)
    return (
      Convolution1D(inputs: inputs, outputs: middle, window: window), BatchNorm(channels: middle),
      Convolution1D(inputs: middle, outputs: outputs, window: window)
    )
  }

  private static func visit(
    _ layers: inout (first: Convolution1D, norm: BatchNorm, second: Convolution1D), under name: String,
    _ body: (String, inout Tensor) -> Void
  ) {
    layers.first.forEachParameter(under: "\(name).0", body)
    layers.norm.forEachParameter(under: "\(name).1", body)
    layers.second.forEachParameter(under: "\(name).3", body)
  }
}
