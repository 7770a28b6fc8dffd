import Tensors

/// The weights and bias of one convolution with a square window, after batch normalisation is folded in.
package struct ConvolutionWeights: Sendable {
  /// The weights, `[output channels, input channels, side, side]`.
  package let kernel: Tensor

  /// One number for each output channel.
  package let bias: [Float]

  /// Output pixels are this many input pixels apart.
  package let stride: Int

  /// Wraps weights; the input is padded by half a window, so that stride 1 keeps the size.
  package init(kernel: Tensor, bias: [Float], stride: Int = 1) {
    precondition(
      kernel.shape.count == 4 && kernel.shape[2] == kernel.shape[3] && kernel.shape[0] == bias.count,
      "a kernel of shape \(kernel.shape) with \(bias.count) biases")
    precondition(stride > 0, "a stride of \(stride)")
    self.kernel = kernel
    self.bias = bias
    self.stride = stride
  }

  var outputChannels: Int { kernel.shape[0] }
  var inputChannels: Int { kernel.shape[1] }
  var side: Int { kernel.shape[2] }
  var padding: Int { side / 2 }
}
