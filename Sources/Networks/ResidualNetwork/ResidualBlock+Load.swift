extension ResidualBlock {
  /// Packs a block.
  ///
  /// - Parameters:
  ///   - block: What the block consists of.
  ///   - weights: Where its tensors are taken from.
  /// - Throws: `ResidualNetworkError.notFinite`.
  init(
    _ block: ResidualLayout.Block, from weights: inout ResidualWeights
  ) throws(ResidualNetworkError) {
    var inner: [any Convolution] = []
    for layer in block.layers.dropLast() {
      inner.append(Self.packed(try weights.take(layer)))
    }
    self.inner = inner
    let final = try weights.take(block.layers[block.layers.count - 1])
    guard let shortcut = block.shortcut else {
      last = .identity(Self.packed(final))
      return
    }
    let projection = try weights.take(shortcut)
    last =
      final.side == 1
      ? .summed(DirectConvolution(sum: final, projection))
      : .projected(
        Self.packed(final), shortcut: DirectConvolution(projection))
  }

  /// The fastest form of a convolution.
  private static func packed(_ weights: ConvolutionWeights) -> any Convolution {
    guard weights.side == 3, weights.stride == 1 else { return DirectConvolution(weights) }
    return WinogradConvolution(weights)
  }
}
