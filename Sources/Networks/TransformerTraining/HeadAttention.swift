import CKernels
import Tensors

extension MultiHeadAttention {
  /// Writes the heads' outputs and the logarithms of a trace whose queries, keys and values are there.
  func attend(_ trace: AttentionTrace, samples: TokenSamples, on pool: WorkerPool) {
    pool.forEach(samples.ranges.count * headCount) { index in
      HeadAttention(
        self, trace, head: index % headCount, sample: samples.ranges[index / headCount], on: pool
      ).attend()
    }
  }

  /// Writes the gradients of queries, keys and values, `[tokens, 3 · features]`, given those of the heads' outputs.
  func differentiate(
    _ trace: AttentionTrace, samples: TokenSamples, headGradients: BorrowedFloats,
    into gradients: BorrowedFloats, on pool: WorkerPool
  ) {
    pool.forEach(samples.ranges.count * headCount) { index in
      HeadAttention(
        self, trace, head: index % headCount, sample: samples.ranges[index / headCount], on: pool
      ).differentiate(headGradients, into: gradients)
    }
  }
}

/// One head over the tokens of one sample; in the names of the paper `O = softmax(s Q Kᵀ) V`.
struct HeadAttention {
  let width: Int
  let features: Int
  let tokens: Int
  let scale: Float
  let pool: WorkerPool
  let queries: UnsafeMutablePointer<Float>
  let outputs: UnsafeMutablePointer<Float>
  let logarithms: UnsafeMutablePointer<Float>
  /// The first element of this head in `[tokens, features]`.
  let offset: Int
  /// The same in `[tokens, 3 · features]`.
  let projectedOffset: Int
  let instructions = assay_best_instruction_set()

  init(
    _ attention: MultiHeadAttention, _ trace: AttentionTrace, head: Int, sample: Range<Int>,
    on pool: WorkerPool
  ) {
    (width, features, scale) = (attention.headFeatures, attention.features, attention.scale)
    (tokens, self.pool) = (sample.count, pool)
    offset = sample.lowerBound * features + head * width
    projectedOffset = sample.lowerBound * 3 * features + head * width
    queries = trace.projected.start + projectedOffset
    outputs = trace.heads.start + offset
    logarithms = trace.logarithms.start + head * trace.tokens + sample.lowerBound
  }

  var keys: UnsafeMutablePointer<Float> { queries + features }
  var values: UnsafeMutablePointer<Float> { keys + features }

  /// Floats from one token to the next among queries, keys and values.
  var stride: Int { 3 * features }

  /// Queries in one step: whole register tiles, and scores that fit a core's cache.
  static let blockRows = 56

  /// Whether the kernel that keeps scores in registers takes this head.
  var isNarrow: Bool { width <= Int(ASSAY_NARROW_WIDTH) }

  /// The queries of each step.
  var blocks: [Range<Int>] {
    Swift.stride(from: 0, to: tokens, by: Self.blockRows).map { $0..<min($0 + Self.blockRows, tokens) }
  }

  /// Writes the outputs and logarithms.
  func attend() {
    guard !isNarrow else { return attendNarrowly() }
    let keyFactor = PackedFactor(depth: width, columns: tokens, on: pool)
    let valueFactor = PackedFactor(depth: tokens, columns: width, on: pool)
    keyFactor.pack(transposed: keys, stride: stride)
    valueFactor.pack(values, stride: stride, count: tokens)
    let scores = pool.floats(Self.blockRows * tokens)
    for rows in blocks {
      multiply(queries, stride, rows, keyFactor, into: scores)
      assay_soft_max(
        instructions, scores.start, rows.count, tokens, scale, logarithms + rows.lowerBound)
      valueFactor.multiply(
        scores.start, stride: tokens, rows: rows.count, into: outputs + rows.lowerBound * features,
        resultStride: features)
    }
  }

  /// Writes the products of some rows with a factor of `tokens` columns.
  func multiply(
    _ matrix: UnsafePointer<Float>, _ stride: Int, _ rows: Range<Int>, _ factor: PackedFactor,
    into result: BorrowedFloats
  ) {
    factor.multiply(
      matrix + rows.lowerBound * stride, stride: stride, rows: rows.count, into: result.start,
      resultStride: tokens)
  }

  private func attendNarrowly() {
    var head = narrowHead
    let scratch = pool.floats(assay_narrow_scratch(tokens, width))
    assay_narrow_attention(instructions, &head, scratch.start)
  }

  /// This head as the narrow kernel reads it.
  var narrowHead: assay_narrow_head {
    assay_narrow_head(
      queries: queries, keys: keys, values: values, stride: stride, tokens: tokens, width: width,
      scale: scale, output: outputs, output_stride: features, logarithms: logarithms)
  }
}
