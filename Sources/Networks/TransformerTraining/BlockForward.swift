import CKernels
import Tensors

/// The forward pass of a transformer block: what is between one attention and the next goes through a block of rows while it is
/// in the cache.
package struct BlockForward: Sendable {
  private let block: TransformerBlock
  private let input: Tensor
  private let trace: BlockTrace
  private let layers: [FoldedLinear]
  private let factors: [PackedFactor]
  private let instructions = assay_best_instruction_set()

  /// Rows in one task: whole register tiles, and few enough for a core's cache.
  package static let taskRows = 56

  private init(_ block: TransformerBlock, _ input: Tensor, _ trace: BlockTrace, on pool: WorkerPool) {
    (self.block, self.input, self.trace) = (block, input, trace)
    let prepared = pool.map(4) { index in
      let layer = block.folded(index, on: pool)
      return (layer: layer, factor: layer.forwardFactor(on: pool))
    }
    layers = prepared.map(\.layer)
    factors = prepared.map(\.factor)
  }

  /// Maps `[tokens, features]` to the same shape.
  static func run(
    _ block: TransformerBlock, _ input: Tensor, samples: TokenSamples, on pool: WorkerPool
  ) -> (output: Tensor, trace: BlockTrace) {
    let trace = BlockTrace(block, samples: samples, on: pool)
    let pass = BlockForward(block, input, trace, on: pool)
    let output = Tensor(shape: input.shape) { output in
      pool.forEachRows(of: input.rows) { pass.begin($0, on: pool) }
      block.attention.attend(trace.attention, samples: samples, on: pool)
      pool.forEachRows(of: input.rows) { pass.finish($0, into: output, on: pool) }
    }
    return (output, trace)
  }

  private var features: Int { input.rowCount }
  private var hidden: Int { block.feedForward.first.outputs }

  /// Normalises some rows, and makes queries, keys and values.
  private func begin(_ rows: Range<Int>, on pool: WorkerPool) {
    let normal = trace.normal.start + rows.lowerBound * features
    withElements(of: input) { input in
      assay_normalize(
        instructions, input + rows.lowerBound * features, rows.count, features, block.attentionNorm.epsilon,
        normal, trace.inverses.start + rows.lowerBound)
    }
    let projected = trace.attention.projected.start + rows.lowerBound * 3 * features
    apply(0, normal, rows, into: projected)
  }

  /// Adds attention and the feed-forward part to some rows.
  private func finish(_ rows: Range<Int>, into output: DisjointBuffer, on pool: WorkerPool) {
    guard let output = output.baseAddress else { return }
    let middle = pool.floats(rows.count * features)
    let activated = pool.floats(rows.count * hidden)
    let offset = rows.lowerBound * features
    withElements(of: input) { input in
      apply(1, trace.attention.heads.start + offset, rows, into: middle.start, adding: input + offset)
    }
    let normal = trace.middleNormal.start + offset
    assay_normalize(
      instructions, middle.start, rows.count, features, block.feedForwardNorm.epsilon, normal,
      trace.middleInverses.start + rows.lowerBound)
    let hiddenRows = trace.hidden.start + rows.lowerBound * hidden
    apply(2, normal, rows, into: hiddenRows)
    assay_gelu(instructions, hiddenRows, rows.count * hidden, activated.start)
    apply(3, activated.start, rows, into: output + offset, adding: middle.start)
  }

  private func apply(
    _ layer: Int, _ input: UnsafePointer<Float>, _ rows: Range<Int>,
    into result: UnsafeMutablePointer<Float>, adding addend: UnsafePointer<Float>? = nil
  ) {
    factors[layer].multiply(
      input, stride: factors[layer].depth, rows: rows.count, into: result,
      resultStride: factors[layer].columns,
      biases: layers[layer].bias.map { UnsafePointer($0.start) }, adding: addend)
  }
}

extension TransformerBlock {
  /// The linear layers in the order of the forward pass, with the norm before them folded in.
  func folded(_ index: Int, on pool: WorkerPool) -> FoldedLinear {
    switch index {
    case 0: FoldedLinear(attention.queriesKeysValues, after: attentionNorm, on: pool)
    case 1: FoldedLinear(attention.projection, on: pool)
    case 2: FoldedLinear(feedForward.first, after: feedForwardNorm, on: pool)
    default: FoldedLinear(feedForward.second, on: pool)
    }
  }
}

extension WorkerPool {
  /// Calls `body` for all rows in blocks of whole register tiles.
  package func forEachRows(of count: Int, _ body: @escaping @Sendable (Range<Int>) -> Void) {
    let size = BlockForward.taskRows
    forEach((count + size - 1) / size) { body($0 * size..<min(count, ($0 + 1) * size)) }
  }
}
