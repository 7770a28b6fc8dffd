import CKernels
import Tensors

extension MultiHeadAttention {
  /// Maps `[tokens, features]` to the same shape.
  public func backward(
    _ outputGradient: Tensor, _ context: Context, addingTo gradient: inout MultiHeadAttention,
    on pool: WorkerPool
  ) -> Tensor {
    let headGradient = projection.backward(
      outputGradient, context.heads, addingTo: &gradient.projection, on: pool)
    var projectedGradient = Tensor(shape: context.queriesKeysValues.shape)
    projectedGradient.withDisjointElements { projectedGradient in
      pool.forEach(context.samples.ranges.count * headCount) { index in
        AttentionGradient(
          attention: self, context: context, headGradient: headGradient,
          sample: context.samples.ranges[index / headCount], head: index % headCount
        ).write(to: projectedGradient)
      }
    }
    return queriesKeysValues.backward(
      projectedGradient, context.input, addingTo: &gradient.queriesKeysValues, on: pool)
  }
}

/// The gradient of one head over one sample.
private struct AttentionGradient {
  let attention: MultiHeadAttention
  let context: MultiHeadAttention.Context
  let headGradient: Tensor
  let sample: Range<Int>
  let head: Int

  private var width: Int { attention.headFeatures }
  private var features: Int { attention.features }

  /// Writes the columns of this head and the rows of this sample in `[tokens, 3 · features]`, zero before.
  func write(to projectedGradient: DisjointBuffer) {
    let scratch = UnsafeMutablePointer<Float>.allocate(capacity: 2 * rowBlock * (sample.count + 1))
    defer { scratch.deallocate() }
    withElements(of: context.queriesKeysValues, headGradient, context.heads) { projected, gradient, heads in
      guard let target = projectedGradient.baseAddress else { return }
      let view = AttentionHead(of: attention, head, at: projected)
      let block = AttentionBlock(
        view: view, scratch: scratch, sample: sample, width: width, features: features,
        queryGradients: target + head * width)
      for start in stride(from: sample.lowerBound, to: sample.upperBound, by: rowBlock) {
        let tokens = start..<min(start + rowBlock, sample.upperBound)
        block.readLogarithms(context.logarithms, tokens, head)
        let offset = start * features + head * width
        block.multiplyRows(gradient + offset, heads + offset, count: tokens.count)
        block.addGradients(of: tokens, gradient + offset, scale: attention.scale)
      }
    }
  }
}

/// The steps of the gradient for a block of queries; in the names of the paper `P = softmax(s Q Kᵀ)`, `O = P V`.
private struct AttentionBlock {
  let view: AttentionHead
  let scratch: UnsafeMutablePointer<Float>
  let sample: Range<Int>
  let width: Int
  let features: Int
  /// The first query gradient of the head; those of keys and values lie `features` and twice that further on.
  let queryGradients: UnsafeMutablePointer<Float>

  private var weights: UnsafeMutablePointer<Float> { scratch }
  private var weightGradients: UnsafeMutablePointer<Float> { scratch + rowBlock * sample.count }
  private var logarithms: UnsafeMutablePointer<Float> { scratch + 2 * rowBlock * sample.count }
  private var products: UnsafeMutablePointer<Float> { logarithms + rowBlock }
  private var stride: Int { 3 * features }

  func readLogarithms(_ table: Tensor, _ tokens: Range<Int>, _ head: Int) {
    for (row, token) in tokens.enumerated() { logarithms[row] = table[token, head] }
  }

  /// The dot product of each row of `dO` and `O`, which is that of `P` and `dP`.
  func multiplyRows(_ gradients: UnsafePointer<Float>, _ heads: UnsafePointer<Float>, count: Int) {
    for row in 0..<count {
      var sum: Float = 0
      for column in 0..<width { sum += gradients[row * features + column] * heads[row * features + column] }
      products[row] = sum
    }
  }

  func addGradients(of tokens: Range<Int>, _ gradients: UnsafePointer<Float>, scale: Float) {
    let instructions = assay_best_instruction_set()
    let (rows, columns) = (tokens.count, sample.count)
    let headGradient = MatrixOperand(gradients, stride: features)
    view.scores(of: tokens, in: sample, into: weights)
    assay_soft_max_again(instructions, weights, rows, columns, scale, logarithms)
    // dV = Pᵀ dO
    addForSample(MatrixOperand(weights, stride: columns), headGradient, rows: rows, at: 2 * features)
    // dP = dO Vᵀ
    MatrixProduct.multiply(
      headGradient, view.values(from: sample.lowerBound).transposed, rows: rows, columns: columns,
      depth: width, into: weightGradients, stride: columns)
    assay_soft_max_backward(instructions, weights, weightGradients, rows, columns, scale, products)
    let scoreGradient = MatrixOperand(weightGradients, stride: columns)
    // dK = dSᵀ Q
    addForSample(scoreGradient, view.queries(from: tokens.lowerBound), rows: rows, at: features)
    // dQ = dS K
    MatrixProduct.multiply(
      scoreGradient, view.keys(from: sample.lowerBound), rows: rows, columns: width, depth: columns,
      into: queryGradients + tokens.lowerBound * stride, stride: stride)
  }

  /// Adds `leftᵀ · right` to the gradients of keys or values of the whole sample.
  private func addForSample(_ left: MatrixOperand, _ right: MatrixOperand, rows: Int, at offset: Int) {
    MatrixProduct.multiply(
      left.transposed, right, rows: sample.count, columns: width, depth: rows,
      into: queryGradients + sample.lowerBound * stride + offset, stride: stride, isAdding: true)
  }
}
