import Tensors

/// Self-attention with several heads over the tokens of one or more samples (Vaswani 2017).
///
/// Tokens of all samples lie one after another, `[tokens, features]`; each attends to those of its own sample.
/// Memory grows with the number of tokens, not with its square: the backward pass computes the attention weights again.
public struct MultiHeadAttention: Layer {
  /// The number of heads; it divides the features.
  public let headCount: Int

  /// Makes queries, keys and values, `[3 · features, features]`: all queries first, head after head.
  public var queriesKeysValues: Linear

  /// Mixes the heads, `[features, features]`.
  public var projection: Linear

  /// Attention whose parameters are all zero.
  ///
  /// - Parameters:
  ///   - features: The length of a token.
  ///   - headCount: The number of heads; it divides `features`.
  ///   - hasInputBias: Whether queries, keys and values have a bias.
  public init(features: Int, headCount: Int, hasInputBias: Bool = false) {
    precondition(headCount > 0 && features % headCount == 0, "\(headCount) heads for \(features) features")
    self.headCount = headCount
    queriesKeysValues = Linear(inputs: features, outputs: 3 * features, hasBias: hasInputBias)
    projection = Linear(inputs: features, outputs: features)
  }

  /// The length of a token.
  public var features: Int { projection.outputs }

  /// What one pass over some samples leaves behind.
  public struct Context: Sendable {
    let input: Tensor
    let heads: Tensor
    let trace: AttentionTrace
    let samples: TokenSamples
  }

  /// Maps the tokens of one sample, `[tokens, features]`, to the same shape.
  public func forward(_ input: Tensor, on pool: WorkerPool) -> (output: Tensor, context: Context) {
    forward(input, samples: TokenSamples(counts: [input.rows]), on: pool)
  }

  /// Maps the tokens of several samples.
  ///
  /// - Parameters:
  ///   - input: `[tokens, features]`, sample after sample.
  ///   - samples: Which tokens belong together.
  ///   - pool: The threads to use.
  /// - Returns: The output, `[tokens, features]`, and what `backward` needs.
  public func forward(
    _ input: Tensor, samples: TokenSamples, on pool: WorkerPool
  ) -> (output: Tensor, context: Context) {
    precondition(samples.tokenCount == input.rows, "\(samples.tokenCount) tokens, not \(input.rows)")
    let trace = AttentionTrace(self, tokens: input.rows, on: pool)
    trace.projected.copy(queriesKeysValues.output(of: input, on: pool))
    attend(trace, samples: samples, on: pool)
    let heads = Tensor(shape: input.shape, copying: trace.heads)
    let context = Context(input: input, heads: heads, trace: trace, samples: samples)
    return (projection.output(of: heads, on: pool), context)
  }

  /// Walks `qkv` and `proj`.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    queriesKeysValues.forEachParameter(under: "qkv", body)
    projection.forEachParameter(under: "proj", body)
  }

  /// The factor of scores, `1 / √(features of a head)`.
  var scale: Float { 1 / Float(headFeatures).squareRoot() }

  /// The features of one head.
  var headFeatures: Int { features / headCount }
}
