import Tensors

/// One residual block: a chain of convolutions, and the block's input added before the last rectification.
struct ResidualBlock: Sendable {
  /// All convolutions but the last; each is rectified.
  let inner: [any Convolution]

  /// The last convolution and the shortcut.
  let last: Last

  enum Last: Sendable {
    /// The shortcut is the block's input.
    case identity(any Convolution)
    /// The shortcut is convolved on its own.
    case projected(any Convolution, shortcut: DirectConvolution)
    /// The last convolution and the shortcut's are one sum.
    case summed(DirectConvolution)
  }

  /// Whether input and output have the same shape, so that the output may take the input's place: each pixel of the
  /// input is last read when the same pixel of the output is written.
  var keepsSize: Bool {
    if case .identity = last { true } else { false }
  }

  /// The channels of the output.
  var outputChannels: Int {
    switch last {
    case .identity(let convolution), .projected(let convolution, _): convolution.outputChannels
    case .summed(let convolution): convolution.outputChannels
    }
  }

  /// Computes the block.
  ///
  /// - Parameters:
  ///   - input: The activations before the block.
  ///   - maps: Where results go.
  ///   - context: The threads, instructions and scratch memory to use.
  func apply(to input: FeatureMap, in maps: ResidualBlockMaps, _ context: ConvolutionContext) {
    var current = input
    for (convolution, map) in zip(inner, maps.inner) {
      convolution.apply(to: current, adding: nil, into: map, rectified: true, in: context)
      current = map
    }
    switch last {
    case .identity(let convolution):
      convolution.apply(to: current, adding: input, into: maps.output, rectified: true, in: context)
    case .projected(let convolution, let shortcut):
      shortcut.apply(to: input, adding: nil, into: maps.output, rectified: false, in: context)
      convolution.apply(to: current, adding: maps.output, into: maps.output, rectified: true, in: context)
    case .summed(let convolution):
      convolution.apply(to: [current, input], into: maps.output, rectified: true, in: context)
    }
  }
}

/// Where the results of one block go.
struct ResidualBlockMaps: Sendable {
  let inner: [FeatureMap]
  let output: FeatureMap
}
