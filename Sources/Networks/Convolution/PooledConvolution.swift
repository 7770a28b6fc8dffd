import CKernels
import Tensors

/// A convolution whose rectified output is pooled strip by strip: it is larger than what comes before and after, and is never
/// in memory as a whole.
package struct PooledConvolution: Sendable {
  private let convolution: DirectConvolution
  private let pooling: MaxPooling

  /// Pooled rows that are made from one strip.
  private static let stripRows = 2

  /// Tasks of one layer; each computes again the rows that its first windows share with the task before.
  private static let tasks = 8

  /// Joins two layers.
  package init(_ convolution: DirectConvolution, _ pooling: MaxPooling) {
    self.convolution = convolution
    self.pooling = pooling
  }

  /// The channels of the output.
  package var outputChannels: Int { convolution.outputChannels }

  /// The output's extent for an input's extent.
  package func outputSize(_ size: Int) -> Int { pooling.outputSize(convolution.outputSize(size)) }

  /// Convolves, rectifies and pools an input.
  package func apply(to input: FeatureMap, into output: FeatureMap, in context: ConvolutionContext) {
    convolution.check(input)
    let size = [input.height, input.width]
    precondition(
      output.shape == size.map(outputSize) + [outputChannels],
      "an input of shape \(input.shape) cannot be convolved and pooled to shape \(output.shape)")
    let (height, width) = (convolution.outputSize(size[0]), convolution.outputSize(size[1]))
    let calls = KernelArguments(
      Calls(
        convolution: convolution.kernelArguments([input], height: height, width: width, rectified: true),
        pooling: pooling.kernelArguments(height: height, width: width, into: output)))
    let tasks = min(Self.tasks, output.height)
    let instructions = context.instructions
    context.pool.forEach(tasks) { task in
      let rows = output.height * task / tasks..<output.height * (task + 1) / tasks
      run(calls.value, rows, instructions)
    }
    withExtendedLifetime((input, output)) {}
  }

  /// The arguments of both kernels, but for where the strip between them lies.
  fileprivate struct Calls {
    var convolution: assay_convolution
    var pooling: assay_max_pooling
  }

  /// Computes some output rows.
  private func run(_ calls: Calls, _ rows: Range<Int>, _ instructions: assay_instruction_set) {
    var calls = calls
    let rowCount = calls.convolution.width * outputChannels
    let most = pooling.stride * (Self.stripRows - 1) + pooling.side
    let strip = AlignedFloats(count: most * rowCount)
    var made = 0..<0
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.stripRows) {
      let pooled = first..<min(first + Self.stripRows, rows.upperBound)
      let wanted = pooling.inputRows(of: pooled, height: calls.pooling.input_height)
      let kept = max(0, made.upperBound - wanted.lowerBound)
      let last = strip.start + (made.count - kept) * rowCount
      strip.start.update(from: last, count: kept * rowCount)
      calls.make(wanted, from: wanted.lowerBound + kept, in: strip, rowCount: rowCount, instructions)
      assay_max_pool(&calls.pooling, pooled.lowerBound, pooled.upperBound)
      made = wanted
    }
  }
}

extension PooledConvolution.Calls {
  /// Computes the rows from `first` on of those that the strip is to hold.
  fileprivate mutating func make(
    _ rows: Range<Int>, from first: Int, in strip: AlignedFloats, rowCount: Int,
    _ instructions: assay_instruction_set
  ) {
    let top = strip.start - rows.lowerBound * rowCount  // where row 0 would lie
    convolution.output = top
    convolution.output_row = rowCount
    pooling.input = UnsafePointer(top)
    pooling.input_row = rowCount
    let width = convolution.width
    assay_convolve(
      instructions, &convolution, first * width, rows.upperBound * width, 0, convolution.panels)
  }
}
