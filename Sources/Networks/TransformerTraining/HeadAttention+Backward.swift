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
    let panels = BackwardPanels(of: self)
    let sums = KeyGradients(of: self)
    for rows in blocks {
      weigh(rows, outputGradients, panels)
      let isFirst = rows.lowerBound == 0
      // dV = Σ Pᵀ dO, dK = Σ dSᵀ Q
      sums.add(to: sums.values, panels.weights, times: outputGradients, features, rows, isFirst)
      sums.add(to: sums.keys, panels.scoreGradients, times: queries, stride, rows, isFirst)
      // dQᵀ = Kᵀ dSᵀ
      panels.scoreGradients.multiply(transposed: panels.keys, rows, into: panels.queryGradients)
      assay_panel_rows(
        instructions, panels.queryGradients.start, width, rows.count, nil,
        gradients + rows.lowerBound * stride, stride)
    }
    sums.copy(sums.keys, to: gradients + features)
    sums.copy(sums.values, to: gradients + 2 * features)
  }

  /// Computes the weights `P` of some queries again, and the gradients of their scores, `dS = s P (dO Vᵀ - (dO · O))`.
  private func weigh(_ rows: Range<Int>, _ outputGradients: UnsafePointer<Float>, _ panels: BackwardPanels) {
    let start = rows.lowerBound * features
    panels.queries.gather(queries, stride: stride, rows)
    panels.queries.multiply(panels.keys, rows, into: panels.weights)
    panels.outputGradients.gather(outputGradients, stride: features, rows)
    panels.outputGradients.multiply(panels.values, rows, into: panels.scoreGradients)
    assay_row_products(
      instructions, outputGradients + start, outputs + start, rows.count, width, features,
      panels.products.start)
    assay_panel_weights_backward(
      instructions, panels.weights.start, panels.scoreGradients.start, tokens, rows.count, scale,
      logarithms + rows.lowerBound, panels.products.start)
  }
}

/// What the backward pass of a head keeps of its keys and values, and of one panel of queries.
private struct BackwardPanels {
  let keys: BorrowedFloats
  let values: BorrowedFloats
  let queries: QueryPanel
  let outputGradients: QueryPanel
  let queryGradients: QueryPanel
  let weights: QueryPanel
  let scoreGradients: QueryPanel
  let products: BorrowedFloats

  init(of head: HeadAttention) {
    keys = head.copy(head.keys)
    values = head.copy(head.values)
    queries = QueryPanel(depth: head.width, of: head)
    outputGradients = QueryPanel(depth: head.width, of: head)
    queryGradients = QueryPanel(depth: head.width, of: head)
    weights = QueryPanel(depth: head.tokens, of: head)
    scoreGradients = QueryPanel(depth: head.tokens, of: head)
    products = head.pool.floats(head.panelColumns)
  }
}

/// The gradients of keys and values while panels of queries add to them, `[tokens, padded width]`.
private struct KeyGradients {
  let keys: BorrowedFloats
  let values: BorrowedFloats
  private let factor: PackedFactor
  private let head: HeadAttention

  init(of head: HeadAttention) {
    self.head = head
    factor = PackedFactor(depth: head.panelColumns, columns: head.width, on: head.pool)
    keys = head.pool.floats(head.tokens * factor.wholeVectors)
    values = head.pool.floats(head.tokens * factor.wholeVectors)
  }

  /// Adds `left · right` of some queries, for a panel `left`.
  func add(
    to sums: BorrowedFloats, _ left: QueryPanel, times right: UnsafePointer<Float>, _ stride: Int,
    _ queries: Range<Int>, _ isFirst: Bool
  ) {
    factor.pack(right + queries.lowerBound * stride, stride: stride, count: queries.count)
    factor.multiply(
      left.start, stride: head.panelColumns, rows: head.tokens, depth: queries.count, into: sums.start,
      isAdding: !isFirst)
  }

  func copy(_ sums: BorrowedFloats, to gradients: UnsafeMutablePointer<Float>) {
    assay_copy_rows(
      head.instructions, sums.start, factor.wholeVectors, head.tokens, head.width, gradients, head.stride)
  }
}
