import Tensors

/// What a forward pass of a transformer block leaves for its backward pass.
struct BlockTrace: Sendable {
  let samples: TokenSamples
  /// The normalised input of the attention, `[tokens, features]`, and the inverse deviation of each row.
  let normal: BorrowedFloats
  let inverses: BorrowedFloats
  let attention: AttentionTrace
  /// The normalised input of the feed-forward part, and the inverse deviation of each row.
  let middleNormal: BorrowedFloats
  let middleInverses: BorrowedFloats
  /// The feed-forward part's values before the activation, `[tokens, hidden]`.
  let hidden: BorrowedFloats

  init(_ block: TransformerBlock, samples: TokenSamples, on pool: WorkerPool) {
    let (tokens, features) = (samples.tokenCount, block.attention.features)
    self.samples = samples
    normal = pool.floats(tokens * features)
    inverses = pool.floats(tokens)
    attention = AttentionTrace(block.attention, tokens: tokens, on: pool)
    middleNormal = pool.floats(tokens * features)
    middleInverses = pool.floats(tokens)
    hidden = pool.floats(tokens * block.feedForward.first.outputs)
  }
}

/// The part of a trace that the attention itself writes and reads.
struct AttentionTrace: Sendable {
  /// Queries, keys and values, `[tokens, 3 · features]`.
  let projected: BorrowedFloats
  /// The output of all heads, `[tokens, features]`.
  let heads: BorrowedFloats
  /// The logarithm of the sum of exponentials of each token's scores, `[heads, tokens]`.
  let logarithms: BorrowedFloats
  let tokens: Int

  init(_ attention: MultiHeadAttention, tokens: Int, on pool: WorkerPool) {
    projected = pool.floats(3 * tokens * attention.features)
    heads = pool.floats(tokens * attention.features)
    logarithms = pool.floats(tokens * attention.headCount)
    self.tokens = tokens
  }
}
