import Tensors

/// What the rows of a backward pass leave for the weight gradients, and for the steps between.
struct BackwardRows: Sendable {
  /// The gradient between attention and feed-forward part, `[tokens, features]`.
  let middleGradient: BorrowedFloats
  /// That of the heads' outputs, `[tokens, features]`.
  let headGradients: BorrowedFloats
  /// That of queries, keys and values, `[tokens, 3 · features]`.
  let projectedGradients: BorrowedFloats

  /// Gradients of outputs, and the activated values, as left factors.
  let projectedTiles: PackedTiles
  let middleTiles: PackedTiles
  let hiddenGradient: PackedTiles
  let activated: PackedTiles

  /// Inputs, and the gradient of the output, as right factors.
  let normalFactor: PackedFactor
  let headFactor: PackedFactor
  let middleNormalFactor: PackedFactor
  let outputFactor: PackedFactor

  let sums: BiasSums

  init(_ block: TransformerBlock, tokens: Int, on pool: WorkerPool) {
    let (features, hidden) = (block.attention.features, block.feedForward.first.outputs)
    middleGradient = pool.floats(tokens * features)
    headGradients = pool.floats(tokens * features)
    projectedGradients = pool.floats(tokens * 3 * features)
    projectedTiles = PackedTiles(rows: 3 * features, depth: tokens, on: pool)
    middleTiles = PackedTiles(rows: features, depth: tokens, on: pool)
    hiddenGradient = PackedTiles(rows: hidden, depth: tokens, on: pool)
    activated = PackedTiles(rows: hidden, depth: tokens, on: pool)
    normalFactor = PackedFactor(depth: tokens, columns: features, on: pool)
    headFactor = PackedFactor(depth: tokens, columns: features, on: pool)
    middleNormalFactor = PackedFactor(depth: tokens, columns: features, on: pool)
    outputFactor = PackedFactor(depth: tokens, columns: features, on: pool)
    sums = BiasSums(features: features, hidden: hidden, tokens: tokens, on: pool)
  }
}
