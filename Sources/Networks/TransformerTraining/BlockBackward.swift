import CKernels
import Tensors

/// The backward pass of a transformer block.
///
/// Rows first go back through the feed-forward part a block at a time, then the attention, and at last the weight gradients are
/// made from everything that the rows left, packed for their products.
struct BlockBackward: Sendable {
  let block: TransformerBlock
  let trace: BlockTrace
  let outputGradient: Tensor
  /// The four linear layers' weights as right factors, in the order of the forward pass.
  let factors: [PackedFactor]
  let rows: BackwardRows
  let instructions = assay_best_instruction_set()

  /// Goes back to the gradients of all four layers' outputs, and adds those of all parameters.
  init(
    _ block: TransformerBlock, _ trace: BlockTrace, _ outputGradient: Tensor,
    addingTo gradient: inout TransformerBlock, on pool: WorkerPool
  ) {
    (self.block, self.trace, self.outputGradient) = (block, trace, outputGradient)
    factors = pool.map(4) { block.folded($0, on: pool).backwardFactor(on: pool) }
    rows = BackwardRows(block, tokens: trace.samples.tokenCount, on: pool)
    pool.forEachRows(of: outputGradient.rows) { [self] in differentiateFeedForward($0, on: pool) }
    block.attention.differentiate(
      trace.attention, samples: trace.samples, headGradients: rows.headGradients,
      into: rows.projectedGradients, on: pool)
    pool.forEachRows(of: outputGradient.rows) { [self] in packProjected($0) }
    ParameterGradients(of: self, on: pool).add(to: &gradient, on: pool)
  }

  var features: Int { outputGradient.rowCount }
  var hidden: Int { block.feedForward.first.outputs }

  /// The gradient with respect to the input, `[tokens, features]`.
  func inputGradient(on pool: WorkerPool) -> Tensor {
    Tensor(shape: outputGradient.shape) { result in
      pool.forEachRows(of: outputGradient.rows) { rows in
        guard let result = result.baseAddress else { return }
        let offset = rows.lowerBound * features
        let normalGradient = pool.floats(rows.count * features)
        multiply(
          0, self.rows.projectedGradients.start + rows.lowerBound * 3 * features, rows,
          into: normalGradient.start)
        assay_normalize_backward(
          instructions, trace.normal.start + offset, normalGradient.start,
          trace.inverses.start + rows.lowerBound, rows.count, features,
          self.rows.middleGradient.start + offset, result + offset)
      }
    }
  }

  /// Takes some rows from the output to the heads' outputs.
  private func differentiateFeedForward(_ rows: Range<Int>, on pool: WorkerPool) {
    let offset = rows.lowerBound * features
    withElements(of: outputGradient) { outputGradient in
      let gradient = outputGradient + offset
      let hiddenGradient = pool.floats(rows.count * hidden)
      differentiateActivation(gradient, rows, into: hiddenGradient, on: pool)
      let normalGradient = pool.floats(rows.count * features)
      multiply(2, hiddenGradient.start, rows, into: normalGradient.start)
      let middle = self.rows.middleGradient.start + offset
      assay_normalize_backward(
        instructions, trace.middleNormal.start + offset, normalGradient.start,
        trace.middleInverses.start + rows.lowerBound, rows.count, features, gradient, middle)
      multiply(1, middle, rows, into: self.rows.headGradients.start + offset)
      pack(rows, gradient, middle)
    }
  }

  private func differentiateActivation(
    _ gradient: UnsafePointer<Float>, _ rows: Range<Int>, into hiddenGradient: BorrowedFloats,
    on pool: WorkerPool
  ) {
    let activated = pool.floats(rows.count * hidden)
    multiply(3, gradient, rows, into: hiddenGradient.start)
    assay_gelu_both(
      instructions, trace.hidden.start + rows.lowerBound * hidden, hiddenGradient.start,
      rows.count * hidden, activated.start, hiddenGradient.start)
    self.rows.activated.pack(activated.start, first: rows.lowerBound, count: rows.count)
    self.rows.hiddenGradient.pack(hiddenGradient.start, first: rows.lowerBound, count: rows.count)
    self.rows.sums.hidden.add(hiddenGradient.start, rows)
  }

  /// Packs what the products of the weight gradients read of some rows, and adds up the gradients of biases.
  private func pack(
    _ rows: Range<Int>, _ gradient: UnsafePointer<Float>, _ middle: UnsafePointer<Float>
  ) {
    let offset = rows.lowerBound * features
    self.rows.middleTiles.pack(middle, first: rows.lowerBound, count: rows.count)
    let factors: [(PackedFactor, UnsafePointer<Float>)] = [
      (self.rows.outputFactor, gradient), (self.rows.headFactor, trace.attention.heads.address(offset)),
      (self.rows.normalFactor, trace.normal.address(offset)),
      (self.rows.middleNormalFactor, trace.middleNormal.address(offset)),
    ]
    for (factor, matrix) in factors {
      factor.pack(matrix, stride: features, first: rows.lowerBound, count: rows.count)
    }
    self.rows.sums.output.add(gradient, rows)
    self.rows.sums.middle.add(middle, rows)
  }

  private func packProjected(_ rows: Range<Int>) {
    let gradients = self.rows.projectedGradients.address(rows.lowerBound * 3 * features)
    self.rows.projectedTiles.pack(gradients, first: rows.lowerBound, count: rows.count)
    self.rows.sums.projected.add(gradients, rows)
  }

  private func multiply(
    _ layer: Int, _ gradient: UnsafePointer<Float>, _ rows: Range<Int>,
    into result: UnsafeMutablePointer<Float>
  ) {
    factors[layer].multiply(
      gradient, stride: factors[layer].depth, rows: rows.count, into: result,
      resultStride: factors[layer].columns)
  }
}

extension BorrowedFloats {
  /// An element to read from.
  func address(_ offset: Int) -> UnsafePointer<Float> { UnsafePointer(start + offset) }
}
