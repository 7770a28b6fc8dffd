import CKernels
import Tensors

extension HeadAttention {
  /// Writes the gradients of this head's queries, keys and values, given those of all heads' outputs, `[tokens, features]`.
  func differentiate(_ headGradients: BorrowedFloats, into gradients: BorrowedFloats) {
    let outputGradients = headGradients.start + offset
    let queryGradients = gradients.start + projectedOffset
    if isNarrow {
      differentiateNarrowly(outputGradients, into: queryGradients)
    } else {
      differentiateWidely(outputGradients, into: queryGradients)
    }
  }

  private func differentiateNarrowly(
    _ outputGradients: UnsafePointer<Float>, into gradients: UnsafeMutablePointer<Float>
  ) {
    var head = narrowHead
    var gradient = assay_narrow_gradient(
      output_gradients: outputGradients, queries: gradients, keys: gradients + features,
      values: gradients + 2 * features, stride: stride)
    let scratch = pool.floats(assay_narrow_scratch(tokens, width))
    assay_narrow_attention_backward(instructions, &head, &gradient, scratch.start)
  }

  private func differentiateWidely(
    _ outputGradients: UnsafePointer<Float>, into gradients: UnsafeMutablePointer<Float>
  ) {
    let factors = BackwardFactors(of: self)
    let sums = KeyGradients(of: self)
    let (weights, scoreGradients) = (
      pool.floats(Self.blockRows * tokens), pool.floats(Self.blockRows * tokens)
    )
    for rows in blocks {
      weigh(rows, outputGradients, factors, into: weights, scoreGradients)
      let isFirst = rows.lowerBound == 0
      // dV = Σ Pᵀ dO, dK = Σ dSᵀ Q
      sums.add(to: sums.values, weights, times: outputGradients, features, rows, isFirst)
      sums.add(to: sums.keys, scoreGradients, times: queries, stride, rows, isFirst)
      // dQ = dS K
      factors.keys.multiply(
        scoreGradients.start, stride: tokens, rows: rows.count, into: gradients + rows.lowerBound * stride,
        resultStride: stride)
    }
    sums.copy(sums.keys, to: gradients + features)
    sums.copy(sums.values, to: gradients + 2 * features)
  }

  /// Computes the weights `P` of some queries again, and the gradients of their scores, `dS = s P (dO Vᵀ - (dO · O))`.
  private func weigh(
    _ rows: Range<Int>, _ outputGradients: UnsafePointer<Float>, _ factors: BackwardFactors,
    into weights: BorrowedFloats, _ scoreGradients: BorrowedFloats
  ) {
    let products = pool.floats(rows.count)
    let start = rows.lowerBound * features
    multiply(queries, stride, rows, factors.transposedKeys, into: weights)
    assay_soft_max_again(
      instructions, weights.start, rows.count, tokens, scale, logarithms + rows.lowerBound)
    multiply(outputGradients, features, rows, factors.transposedValues, into: scoreGradients)
    assay_row_products(
      instructions, outputGradients + start, outputs + start, rows.count, width, features, products.start)
    assay_soft_max_backward(
      instructions, weights.start, scoreGradients.start, rows.count, tokens, scale, products.start)
  }
}

/// Keys and values of a head as right factors.
private struct BackwardFactors {
  let transposedKeys: PackedFactor
  let transposedValues: PackedFactor
  let keys: PackedFactor

  init(of head: HeadAttention) {
    transposedKeys = PackedFactor(depth: head.width, columns: head.tokens, on: head.pool)
    transposedValues = PackedFactor(depth: head.width, columns: head.tokens, on: head.pool)
    keys = PackedFactor(depth: head.tokens, columns: head.width, on: head.pool)
    transposedKeys.pack(transposed: head.keys, stride: head.stride)
    transposedValues.pack(transposed: head.values, stride: head.stride)
    keys.pack(head.keys, stride: head.stride, count: head.tokens)
  }
}

/// The gradients of keys and values while blocks of queries add to them, `[tokens, padded width]`.
private struct KeyGradients {
  let keys: BorrowedFloats
  let values: BorrowedFloats
  private let factor: PackedFactor
  private let head: HeadAttention

  init(of head: HeadAttention) {
    self.head = head
    factor = PackedFactor(depth: HeadAttention.blockRows, columns: head.width, on: head.pool)
    keys = head.pool.floats(head.tokens * factor.paddedColumns)
    values = head.pool.floats(head.tokens * factor.paddedColumns)
  }

  /// Adds `leftᵀ · right` of some rows, for `left` `[rows, tokens]`.
  func add(
    to sums: BorrowedFloats, _ left: BorrowedFloats, times right: UnsafePointer<Float>, _ stride: Int,
    _ rows: Range<Int>, _ isFirst: Bool
  ) {
    factor.pack(right + rows.lowerBound * stride, stride: stride, count: rows.count)
    factor.multiply(
      transposed: left.start, stride: head.tokens, rows: head.tokens, depth: 0..<rows.count,
      into: sums.start, isAdding: !isFirst)
  }

  func copy(_ sums: BorrowedFloats, to gradients: UnsafeMutablePointer<Float>) {
    for token in 0..<head.tokens {
      (gradients + token * head.stride).update(
        from: sums.start + token * factor.paddedColumns, count: head.width)
    }
  }
}
