import Tensors

/// A residual transformer block that normalises first: `x + Attention(Norm(x))`, then `x + FeedForward(Norm(x))`.
public struct TransformerBlock: Layer {
  /// Normalises before the attention.
  public var attentionNorm: LayerNorm

  /// Lets tokens look at each other.
  public var attention: MultiHeadAttention

  /// Normalises before the feed-forward part.
  public var feedForwardNorm: LayerNorm

  /// Works on each token by itself.
  public var feedForward: FeedForward

  /// A block whose residual parts are zero, so that it is the identity.
  ///
  /// - Parameters:
  ///   - features: The length of a token.
  ///   - headCount: The attention heads; they divide `features`.
  ///   - hidden: The width within the feed-forward part; 4 times `features` when nil.
  ///   - hasInputBias: Whether queries, keys and values have a bias.
  public init(features: Int, headCount: Int, hidden: Int? = nil, hasInputBias: Bool = false) {
    attentionNorm = LayerNorm(features: features)
    attention = MultiHeadAttention(features: features, headCount: headCount, hasInputBias: hasInputBias)
    feedForwardNorm = LayerNorm(features: features)
    feedForward = FeedForward(inputs: features, hidden: hidden ?? 4 * features, outputs: features)
  }

  /// What a forward pass leaves behind.
  public struct Context: Sendable {
    let trace: BlockTrace
  }

  /// Maps the tokens of one sample, `[tokens, features]`, to the same shape.
  public func forward(_ input: Tensor, on pool: WorkerPool) -> (output: Tensor, context: Context) {
    forward(input, samples: TokenSamples(counts: [input.rows]), on: pool)
  }

  /// Maps the tokens of several samples.
  ///
  /// - Parameters:
  ///   - input: `[tokens, features]`, sample after sample.
  ///   - samples: Which tokens attend to each other.
  ///   - pool: The threads to use.
  /// - Returns: The output, `[tokens, features]`, and what `backward` needs.
  public func forward(
    _ input: Tensor, samples: TokenSamples, on pool: WorkerPool
  ) -> (output: Tensor, context: Context) {
    precondition(
      input.shape == [samples.tokenCount, attention.features],
      "input of shape \(input.shape), not \([samples.tokenCount, attention.features])")
    let (output, trace) = BlockForward.run(self, input, samples: samples, on: pool)
    return (output, Context(trace: trace))
  }

  /// Maps `[tokens, features]` to the same shape.
  public func backward(
    _ outputGradient: Tensor, _ context: Context, addingTo gradient: inout TransformerBlock,
    on pool: WorkerPool
  ) -> Tensor {
    pass(outputGradient, context, addingTo: &gradient, on: pool).inputGradient(on: pool)
  }

  /// Adds the gradients with respect to the parameters alone, where nothing before the block is trained.
  ///
  /// - Parameters:
  ///   - outputGradient: The derivative of the loss with respect to the output, `[tokens, features]`.
  ///   - context: What `forward` returned beside that output.
  ///   - gradient: Holds a derivative in place of each parameter; this pass adds to it.
  ///   - pool: The threads to use.
  package func addParameterGradients(
    _ outputGradient: Tensor, _ context: Context, to gradient: inout TransformerBlock, on pool: WorkerPool
  ) {
    _ = pass(outputGradient, context, addingTo: &gradient, on: pool)
  }

  private func pass(
    _ outputGradient: Tensor, _ context: Context, addingTo gradient: inout TransformerBlock,
    on pool: WorkerPool
  ) -> BlockBackward {
    precondition(
      outputGradient.shape == [context.trace.samples.tokenCount, attention.features],
      "gradient of shape \(outputGradient.shape) of another pass")
    return BlockBackward(self, context.trace, outputGradient, addingTo: &gradient, on: pool)
  }

  /// Walks `norm1`, `attn`, `norm2` and `mlp`.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    attentionNorm.forEachParameter(under: "norm1", body)
    attention.forEachParameter(under: "attn", body)
    feedForwardNorm.forEachParameter(under: "norm2", body)
    feedForward.forEachParameter(under: "mlp", body)
  }
}
