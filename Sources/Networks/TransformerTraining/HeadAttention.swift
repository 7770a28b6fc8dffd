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

  /// Queries in one step: one panel, so that their scores are a right factor of the next product as they are.
  var panelColumns: Int { assay_panel_columns(instructions) }

  /// Whether the kernel that keeps scores in registers takes this head.
  var isNarrow: Bool { width <= Int(ASSAY_NARROW_WIDTH) }

  /// The queries of each step.
  var blocks: [Range<Int>] {
    Swift.stride(from: 0, to: tokens, by: panelColumns).map { $0..<min($0 + panelColumns, tokens) }
  }

  /// Writes the outputs and logarithms.
  func attend() {
    guard !isNarrow else { return attendNarrowly() }
    let (keys, values) = (copy(keys), copy(values))
    let scores = QueryPanel(depth: tokens, of: self)
    let (queryPanel, sums) = (QueryPanel(depth: width, of: self), QueryPanel(depth: width, of: self))
    let inverses = pool.floats(panelColumns)
    for rows in blocks {
      queryPanel.gather(queries, stride: stride, rows)
      queryPanel.multiply(keys, rows, into: scores)
      assay_panel_weights(
        instructions, scores.start, tokens, rows.count, scale, inverses.start, logarithms + rows.lowerBound)
      scores.multiply(transposed: values, rows, into: sums)
      assay_panel_rows(
        instructions, sums.start, width, rows.count, inverses.start, outputs + rows.lowerBound * features,
        features)
    }
  }

  /// Keys or values without gaps, `[tokens, width]`: they are read for every panel of queries.
  func copy(_ part: UnsafePointer<Float>) -> BorrowedFloats {
    let copy = pool.floats(tokens * width)
    assay_copy_rows(instructions, part, stride, tokens, width, copy.start, width)
    return copy
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
