import Tensors

extension PointEncoder {
  /// What a forward pass leaves behind.
  public struct Context: Sendable {
    let point: FeedForward.Context
    let maximum: PoolingContext
    let token: Linear.Context
    let position: FeedForward.Context
    let blocks: [TransformerBlock.Context]
    let norm: LayerNorm.Context
  }

  private var pooling: GroupMaxPooling { GroupMaxPooling(memberCount: configuration.memberCount) }

  /// The features of groups.
  ///
  /// - Parameters:
  ///   - groups: Groups of `configuration.memberCount` members.
  ///   - pool: The threads to use.
  /// - Returns: The features, `[groups, width]`, and what `backward` needs.
  public func forward(_ groups: PointGroups, on pool: WorkerPool) -> (output: Tensor, context: Context) {
    let points = point.forward(groups.members, on: pool)
    let maxima = pooling.forward(points.output, on: pool)
    let tokens = token.forward(maxima.output, on: pool)
    let positions = position.forward(groups.positions, on: pool)
    var stream = tokens.output.adding(positions.output)
    var contexts: [TransformerBlock.Context] = []
    for block in blocks {
      let (output, context) = block.forward(stream, samples: groups.samples, on: pool)
      stream = output
      contexts.append(context)
    }
    let normal = norm.forward(stream, on: pool)
    let context = Context(
      point: points.context, maximum: maxima.context, token: tokens.context, position: positions.context,
      blocks: contexts, norm: normal.context)
    return (normal.output, context)
  }

  /// Adds the gradients with respect to the parameters.
  ///
  /// - Parameters:
  ///   - outputGradient: The derivative of the loss with respect to the features, `[groups, width]`.
  ///   - context: What `forward` returned beside them.
  ///   - gradient: Holds a derivative in place of each parameter; this pass adds to it.
  ///   - pool: The threads to use.
  public func backward(
    _ outputGradient: Tensor, _ context: Context, addingTo gradient: inout PointEncoder, on pool: WorkerPool
  ) {
    var stream = norm.backward(outputGradient, context.norm, addingTo: &gradient.norm, on: pool)
    for index in blocks.indices.reversed() {
      stream = blocks[index].backward(
        stream, context.blocks[index], addingTo: &gradient.blocks[index], on: pool)
    }
    _ = position.backward(stream, context.position, addingTo: &gradient.position, on: pool)
    var none = pooling
    let maxima = token.backward(stream, context.token, addingTo: &gradient.token, on: pool)
    let points = pooling.backward(maxima, context.maximum, addingTo: &none, on: pool)
    _ = point.backward(points, context.point, addingTo: &gradient.point, on: pool)
  }
}
