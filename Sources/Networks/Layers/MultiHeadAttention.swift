import CKernels
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
    let queriesKeysValues: Tensor
    let heads: Tensor
    /// The logarithm of the sum of exponentials of each token's scores, `[tokens, heads]`.
    let logarithms: Tensor
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
    let projected = queriesKeysValues.output(of: input, on: pool)
    var heads = Tensor(shape: input.shape)
    var logarithms = Tensor(shape: [input.rows, headCount])
    heads.withDisjointElements { heads in
      logarithms.withDisjointElements { logarithms in
        let blocks = samples.blocks(of: rowBlock)
        pool.forEach(blocks.count) { index in
          attend(blocks[index], in: projected, heads: heads, logarithms: logarithms)
        }
      }
    }
    let context = Context(
      input: input, queriesKeysValues: projected, heads: heads, logarithms: logarithms, samples: samples)
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

  /// Computes all heads for a block of tokens.
  private func attend(
    _ block: TokenSamples.Block, in projected: Tensor, heads: DisjointBuffer, logarithms: DisjointBuffer
  ) {
    let rows = block.tokens.count
    let scratch = UnsafeMutablePointer<Float>.allocate(capacity: rows * (block.sample.count + 1))
    defer { scratch.deallocate() }
    let sums = scratch + rows * block.sample.count
    withElements(of: projected) { projected in
      guard let heads = heads.baseAddress, let logarithms = logarithms.baseAddress else { return }
      for head in 0..<headCount {
        let view = AttentionHead(of: self, head, at: projected)
        view.scores(of: block.tokens, in: block.sample, into: scratch)
        assay_soft_max(assay_best_instruction_set(), scratch, rows, block.sample.count, scale, sums)
        view.weighValues(
          scratch, rows: rows, in: block.sample,
          into: heads + block.tokens.lowerBound * features + head * headFeatures, stride: features)
        for row in 0..<rows { logarithms[(block.tokens.lowerBound + row) * headCount + head] = sums[row] }
      }
    }
  }
}
