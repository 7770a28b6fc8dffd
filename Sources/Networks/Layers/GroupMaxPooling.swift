import Tensors

/// The largest value of each channel over the members of a group.
///
/// Groups have the same number of members and lie one after another, `[groups · members, channels]`.
public struct GroupMaxPooling: Layer {
  /// The members of a group.
  public let memberCount: Int

  /// Pools groups of `memberCount` members, at least 1.
  public init(memberCount: Int) {
    precondition(memberCount > 0 && memberCount < 1 << 24, "groups of \(memberCount) members")
    self.memberCount = memberCount
  }

  /// Maps `[groups · members, channels]` to `[groups, channels]`.
  public func forward(_ input: Tensor, on pool: WorkerPool) -> (output: Tensor, context: PoolingContext) {
    precondition(
      input.shape.count == 2 && input.rows % memberCount == 0,
      "input of shape \(input.shape) for groups of \(memberCount)")
    let channels = input.rowCount
    var output = Tensor(shape: [input.rows / memberCount, channels])
    var positions = output
    output.withDisjointElements { output in
      positions.withDisjointElements { positions in
        pool.forEach(input.rows / memberCount) { group in
          withElements(of: input) { input in
            guard let output = output.baseAddress, let positions = positions.baseAddress else { return }
            let largest = MaximumPositions(
              maxima: output + group * channels, positions: positions + group * channels, count: channels)
            largest.start()
            for member in 0..<memberCount {
              largest.raise(to: input + (group * memberCount + member) * channels, at: member)
            }
          }
        }
      }
    }
    return (output, PoolingContext(inputShape: input.shape, positions: positions))
  }

  /// Maps `[groups, channels]` to `[groups · members, channels]`: the gradient goes to the largest member.
  public func backward(
    _ outputGradient: Tensor, _ context: PoolingContext, addingTo gradient: inout GroupMaxPooling,
    on pool: WorkerPool
  ) -> Tensor {
    let channels = outputGradient.rowCount
    precondition(
      outputGradient.shape == context.positions.shape,
      "gradient of shape \(outputGradient.shape) for an output of shape \(context.positions.shape)")
    return pool.tensor(shape: context.inputShape, blockRows: memberCount) { rows, block in
      let start = rows.lowerBound / memberCount * channels
      for channel in 0..<channels {
        let member = Int(context.positions[flat: start + channel])
        block[member * channels + channel] = outputGradient[flat: start + channel]
      }
    }
  }

  /// Nothing to walk.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {}
}
