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

  /// What the four parts leave behind.
  public struct Context: Sendable {
    let attentionNorm: LayerNorm.Context
    let attention: MultiHeadAttention.Context
    let feedForwardNorm: LayerNorm.Context
    let feedForward: FeedForward.Context
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
    let first = attentionNorm.forward(input, on: pool)
    let attended = attention.forward(first.output, samples: samples, on: pool)
    let middle = input.adding(attended.output)
    let second = feedForwardNorm.forward(middle, on: pool)
    let fed = feedForward.forward(second.output, on: pool)
    let context = Context(
      attentionNorm: first.context, attention: attended.context, feedForwardNorm: second.context,
      feedForward: fed.context)
    return (middle.adding(fed.output), context)
  }

  /// Maps `[tokens, features]` to the same shape.
  public func backward(
    _ outputGradient: Tensor, _ context: Context, addingTo gradient: inout TransformerBlock,
    on pool: WorkerPool
  ) -> Tensor {
    let fed = feedForward.backward(
      outputGradient, context.feedForward, addingTo: &gradient.feedForward, on: pool)
    let middle = outputGradient.adding(
      feedForwardNorm.backward(fed, context.feedForwardNorm, addingTo: &gradient.feedForwardNorm, on: pool))
    let attended = attention.backward(middle, context.attention, addingTo: &gradient.attention, on: pool)
    return middle.adding(
      attentionNorm.backward(attended, context.attentionNorm, addingTo: &gradient.attentionNorm, on: pool))
  }

  /// Walks `norm1`, `attn`, `norm2` and `mlp`.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    attentionNorm.forEachParameter(under: "norm1", body)
    attention.forEachParameter(under: "attn", body)
    feedForwardNorm.forEachParameter(under: "norm2", body)
    feedForward.forEachParameter(under: "mlp", body)
  }
}
