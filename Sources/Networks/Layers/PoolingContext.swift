import Tensors

/// What a pooling layer leaves behind: for each output the position of its value among the candidates.
public struct PoolingContext: Sendable {
  let inputShape: [Int]
  let positions: Tensor
}
