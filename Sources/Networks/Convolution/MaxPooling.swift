import CKernels
import Tensors

/// The largest value of each channel over square windows; what lies outside the input takes no part.
package struct MaxPooling: Sendable, Equatable {
  /// Pixels along one side of a window.
  package let side: Int

  /// Pixels between windows.
  package let stride: Int

  /// Pixels by which the first window begins outside the input.
  package let padding: Int

  /// Whether a last window that hangs over the edge counts (Caffe) or not (torchvision).
  package let countsPartialWindows: Bool

  /// Torchvision's pooling after the first convolution.
  package static let torchvision = MaxPooling(side: 3, stride: 2, padding: 1, countsPartialWindows: false)

  /// Caffe's pooling after the first convolution.
  package static let caffe = MaxPooling(side: 3, stride: 2, padding: 0, countsPartialWindows: true)

  /// The output's extent for an input's extent.
  package func outputSize(_ size: Int) -> Int {
    let reach = max(0, size + 2 * padding - side)
    guard countsPartialWindows else { return reach / stride + 1 }
    let count = (reach + stride - 1) / stride + 1
    return (count - 1) * stride >= size + padding ? count - 1 : count
  }

  /// Pools `input` into `output`, whose channels are a multiple of 8.
  package func apply(to input: FeatureMap, into output: FeatureMap, on pool: WorkerPool) {
    precondition(
      output.shape == [outputSize(input.height), outputSize(input.width), input.channels]
        && input.channels % 8 == 0,
      "an input of shape \(input.shape) cannot be pooled to shape \(output.shape)")
    let arguments = KernelArguments(
      assay_max_pooling(
        input: input.origin, input_row: input.rowStride, input_height: input.height,
        input_width: input.width, output: output.origin, output_row: output.rowStride,
        output_width: output.width, channels: input.channels, window: side, stride: stride,
        padding: padding))
    let rows = 4
    let height = output.height
    pool.forEach((height + rows - 1) / rows) { block in
      var call = arguments.value
      assay_max_pool(&call, block * rows, min(height, (block + 1) * rows))
    }
    withExtendedLifetime((input, output)) {}
  }
}
