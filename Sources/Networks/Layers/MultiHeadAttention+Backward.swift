import Tensors

extension MultiHeadAttention {
  /// Maps `[tokens, features]` to the same shape.
  public func backward(
    _ outputGradient: Tensor, _ context: Context, addingTo gradient: inout MultiHeadAttention,
    on pool: WorkerPool
  ) -> Tensor {
    let headGradient = projection.backward(
      outputGradient, context.heads, addingTo: &gradient.projection, on: pool)
    let headGradients = pool.floats(headGradient.count)
    headGradients.copy(headGradient)
    let projectedGradients = pool.floats(3 * headGradient.count)
    differentiate(
      context.trace, samples: context.samples, headGradients: headGradients, into: projectedGradients,
      on: pool)
    return queriesKeysValues.backward(
      Tensor(shape: [context.input.rows, 3 * features], copying: projectedGradients), context.input,
      addingTo: &gradient.queriesKeysValues, on: pool)
  }
}

extension Tensor {
  /// A copy of borrowed memory.
  init(shape: [Int], copying floats: BorrowedFloats) {
    let count = shape.reduce(1, *)
    self.init(shape: shape) { $0.baseAddress?.update(from: floats.start, count: count) }
  }
}
