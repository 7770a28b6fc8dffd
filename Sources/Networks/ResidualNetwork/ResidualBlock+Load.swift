extension ResidualBlock {
  /// Packs a block.
  ///
  /// - Parameters:
  ///   - block: What the block consists of.
  ///   - weights: Where its tensors are taken from.
  ///   - outputSide: The side of the output for which to choose kernels.
  /// - Throws: `ResidualNetworkError.notFinite`.
  init(
    _ block: ResidualLayout.Block, from weights: inout ResidualWeights, outputSide: Int
  ) throws(ResidualNetworkError) {
    var inner: [any Convolution] = []
    for layer in block.layers.dropLast() {
      inner.append(Self.packed(try weights.take(layer), outputSide: outputSide))
    }
    self.inner = inner
    let final = try weights.take(block.layers[block.layers.count - 1])
    guard let shortcut = block.shortcut else {
      last = .identity(Self.packed(final, outputSide: outputSide))
      return
    }
    let projection = try weights.take(shortcut)
    last =
      final.side == 1
      ? .summed(DirectConvolution(sum: final, projection))
      : .projected(
        Self.packed(final, outputSide: outputSide), shortcut: DirectConvolution(projection))
  }

  /// The fastest form of a convolution.
  ///
  /// Small outputs waste much of a tile of four, whose weights moreover are
  /// more than twice as many.
  private static func packed(_ weights: ConvolutionWeights, outputSide: Int) -> any Convolution {
    guard weights.side == 3, weights.stride == 1 else { return DirectConvolution(weights) }
    return WinogradConvolution(weights, tile: outputSide >= 20 ? .four : .two)
  }
}
