import Tensors

/// The compact point encoder: small groups of points with normals to features, for inference and training.
///
/// Each point of a group goes through the same two layers; their maximum, a linear map of it, and an embedding of
/// the group's position make a token; a few transformer blocks let the groups of a part see each other.
public struct PointEncoder: Parameterized {
  /// The sizes.
  public let configuration: PointEncoderConfiguration

  var point: FeedForward
  var token: Linear
  var position: FeedForward
  var blocks: [TransformerBlock]
  var norm: LayerNorm

  /// An encoder whose parameters are all zero, save those of its norms.
  init(zero configuration: PointEncoderConfiguration) {
    self.configuration = configuration
    let (width, pointWidth) = (configuration.width, configuration.pointWidth)
    point = FeedForward(
      inputs: PointEncoderConfiguration.pointFeatureCount, hidden: pointWidth, outputs: pointWidth)
    token = Linear(inputs: pointWidth, outputs: width)
    position = FeedForward(inputs: 3, hidden: pointWidth, outputs: width)
    let block = TransformerBlock(features: width, headCount: configuration.headCount)
    blocks = [TransformerBlock](repeating: block, count: configuration.depth)
    norm = LayerNorm(features: width)
  }

  /// An encoder to train: random layers, and blocks that are the identity at first.
  ///
  /// - Parameters:
  ///   - configuration: The sizes; the heads divide the width.
  ///   - random: Where the parameters are drawn from, in the order of `forEachParameter`.
  public init(_ configuration: PointEncoderConfiguration, random: inout RandomStream) {
    self.init(zero: configuration)
    point.randomize(&random)
    token.randomize(&random)
    position.randomize(&random)
    for index in blocks.indices {
      blocks[index].attention.queriesKeysValues.randomize(&random)
      blocks[index].feedForward.first.randomize(&random)
    }
  }

  /// Builds an encoder from a file.
  ///
  /// - Parameters:
  ///   - tensors: All tensors of floating-point numbers in the file.
  ///   - metadata: The configuration.
  ///   - path: The file, for messages.
  /// - Throws: `WeightsError` that lists every tensor that is missing, unknown, or of a wrong shape.
  public init(
    tensors: [String: Tensor], metadata: [String: String], path: String
  ) throws(WeightsError) {
    self.init(zero: try PointEncoderConfiguration(metadata: metadata, path: path))
    try WeightTable(tensors, path: path).load(into: &self)
  }

  /// Walks the layers from the points to the features.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    point.forEachParameter(under: "point", body)
    token.forEachParameter(under: "token", body)
    position.forEachParameter(under: "position", body)
    for index in blocks.indices { blocks[index].forEachParameter(under: "blocks.\(index)", body) }
    norm.forEachParameter(under: "norm", body)
  }
}
