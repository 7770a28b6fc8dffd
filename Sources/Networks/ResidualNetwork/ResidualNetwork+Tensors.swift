import Tensors

extension ResidualNetwork {
  /// The weights by torchvision's names, to store beside `metadata`; a network that is loaded from them computes the
  /// same bytes.
  ///
  /// Batch normalisation is folded into the convolutions, so its own tensors are those of the identity, with the
  /// bias. A variance of one less the constant that is added to it scales weights by one to within a quarter of
  /// their last bit, so folding again changes nothing.
  public var tensors: [String: Tensor] {
    let layout = ResidualLayout(architecture, stridesFirst: stridesFirst)
    var tensors: [String: Tensor] = [:]
    Self.add(stem.weights, of: [layout.stem], to: &tensors)
    for (block, names) in zip(stages.joined(), layout.stages.joined()) {
      let names = names.layers + [names.shortcut].compactMap { $0 }
      Self.add(block.weights, of: names, to: &tensors)
    }
    return tensors
  }

  /// What a weights file says about this network beside the tensors.
  public var metadata: [String: String] { ResidualNetworkMetadata.entries(of: self) }

  private static func add(
    _ weights: [ConvolutionWeights], of layers: [ResidualLayout.Layer], to tensors: inout [String: Tensor]
  ) {
    precondition(weights.count == layers.count, "\(weights.count) kernels for \(layers.count) layers")
    for (weights, layer) in zip(weights, layers) {
      let shape = [weights.bias.count]
      tensors[layer.convolution + ".weight"] = weights.kernel
      tensors[layer.normalization + ".bias"] = Tensor(shape: shape, elements: weights.bias)
      tensors[layer.normalization + ".running_mean"] = Tensor(shape: shape)
      tensors[layer.normalization + ".running_var"] = Tensor(
        shape: shape, repeating: Float(1 - ResidualWeights.epsilon))
      tensors[layer.normalization + ".weight"] = Tensor(shape: shape, repeating: 1)
    }
  }
}

extension ResidualBlock {
  /// What was packed: the convolutions in order, then the shortcut's.
  fileprivate var weights: [ConvolutionWeights] {
    let chain = inner.flatMap { $0.weights }
    switch last {
    case .identity(let convolution): return chain + convolution.weights
    case .projected(let convolution, let shortcut): return chain + convolution.weights + shortcut.weights
    case .summed(let convolution): return chain + convolution.weights
    }
  }
}
