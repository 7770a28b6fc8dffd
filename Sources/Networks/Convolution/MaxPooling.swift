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
    var call = kernelArguments(height: input.height, width: input.width, into: output)
    call.input = UnsafePointer(input.origin)
    call.input_row = input.rowStride
    let arguments = KernelArguments(call)
    let rows = 4
    let height = output.height
    pool.forEach((height + rows - 1) / rows) { block in
      var call = arguments.value
      assay_max_pool(&call, block * rows, min(height, (block + 1) * rows))
    }
    withExtendedLifetime((input, output)) {}
  }

  /// What a kernel is to do with an input of some size, but for where that lies.
  func kernelArguments(height: Int, width: Int, into output: FeatureMap) -> assay_max_pooling {
    assay_max_pooling(
      input: nil, input_row: 0, input_height: height, input_width: width, output: output.origin,
      output_row: output.rowStride, output_width: output.width, channels: output.channels, window: side,
      stride: stride, padding: padding)
  }

  /// The rows of an input of some height that output rows are pooled from.
  func inputRows(of rows: Range<Int>, height: Int) -> Range<Int> {
    let first = max(0, rows.lowerBound * stride - padding)
    return first..<max(first, min(height, (rows.upperBound - 1) * stride - padding + side))
  }
}
