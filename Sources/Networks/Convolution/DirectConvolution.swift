import CKernels
import Tensors

/// Convolution with windows of any size and stride, read from the input where they lie.
package struct DirectConvolution: Convolution {
  /// Pixels of a task that computes all channels, about; fewer in small layers.
  private static let taskPixels = 196

  /// Tasks of one layer, if it is not tiny; fixed, so that the partition does not depend on the machine.
  private static let minimumTasks = 8

  let parts: [Geometry]
  let packed: PackedPanels
  let bias: AlignedFloats

  /// What a kernel must know of one part's windows.
  struct Geometry: Sendable {
    let side: Int
    let stride: Int
    let padding: Int
    let inputChannels: Int

    var positions: Int { side * side * inputChannels }

    func outputSize(_ size: Int) -> Int { (size + 2 * padding - side) / stride + 1 }
  }

  /// Packs one convolution.
  package init(_ weights: ConvolutionWeights) {
    self.init(parts: [weights])
  }

  /// Packs the sum of two convolutions, such as the last of a residual block and its shortcut.
  package init(sum first: ConvolutionWeights, _ second: ConvolutionWeights) {
    precondition(
      first.outputChannels == second.outputChannels,
      "kernels of shape \(first.kernel.shape) and \(second.kernel.shape) cannot be added")
    self.init(parts: [first, second])
  }

  private init(parts: [ConvolutionWeights]) {
    self.parts = parts.map { part in
      Geometry(
        side: part.side, stride: part.stride, padding: part.padding, inputChannels: part.inputChannels)
    }
    packed = Self.pack(parts)
    let biases = (0..<parts[0].outputChannels).map { channel in
      parts.reduce(into: Float(0)) { $0 += $1.bias[channel] }
    }
    bias = AlignedFloats(biases)
  }

  /// The channels of the output.
  package var outputChannels: Int { bias.count }

  /// The output's extent for the extent of the first input.
  package func outputSize(_ size: Int) -> Int { parts[0].outputSize(size) }

  /// Convolves one input.
  package func apply(
    to input: FeatureMap, adding residual: FeatureMap?, into output: FeatureMap, rectified: Bool,
    in context: ConvolutionContext
  ) {
    apply(to: [input], adding: residual, into: output, rectified: rectified, in: context)
  }

  /// Convolves one input for each part and adds the results.
  package func apply(
    to inputs: [FeatureMap], adding residual: FeatureMap? = nil, into output: FeatureMap, rectified: Bool,
    in context: ConvolutionContext
  ) {
    check(inputs, residual, output)
    let arguments = KernelArguments(kernelArguments(inputs, residual, output, rectified))
    let partition = partition(of: output)
    let instructions = context.instructions
    context.pool.forEach(partition.count) { task in
      let (pixels, panels) = partition.ranges(task)
      var call = arguments.value
      assay_convolve(
        instructions, &call, pixels.lowerBound, pixels.upperBound, panels.lowerBound, panels.upperBound)
    }
    withExtendedLifetime((inputs, residual, output)) {}
  }

  private func check(_ inputs: [FeatureMap], _ residual: FeatureMap?, _ output: FeatureMap) {
    precondition(inputs.count == parts.count, "\(inputs.count) inputs for \(parts.count) convolutions")
    precondition(
      output.channels == outputChannels && (residual == nil || residual?.shape == output.shape),
      "an output of shape \(output.shape) for \(outputChannels) channels")
    for (part, input) in zip(parts, inputs) {
      Self.check(input, part)
      precondition(
        [input.height, input.width].map(part.outputSize) == [output.height, output.width],
        "an input of shape \(input.shape) cannot give an output of shape \(output.shape)")
    }
  }

  /// Stops unless this is a convolution of one input such as this.
  func check(_ input: FeatureMap) {
    precondition(parts.count == 1, "one input for \(parts.count) convolutions")
    Self.check(input, parts[0])
  }

  private static func check(_ input: FeatureMap, _ part: Geometry) {
    precondition(
      input.channels == part.inputChannels && input.border >= part.padding,
      "an input of shape \(input.shape) with a border of \(input.border) for \(part.inputChannels) channels")
  }

  private func kernelArguments(
    _ inputs: [FeatureMap], _ residual: FeatureMap?, _ output: FeatureMap, _ rectified: Bool
  ) -> assay_convolution {
    var arguments = kernelArguments(inputs, height: output.height, width: output.width, rectified: rectified)
    arguments.residual = UnsafePointer(residual?.origin)
    arguments.residual_row = residual?.rowStride ?? 0
    arguments.residual_pixel = residual?.channels ?? 0
    arguments.output = output.origin
    arguments.output_row = output.rowStride
    return arguments
  }

  /// What a kernel is to do for an output of some size, but for where that lies.
  func kernelArguments(_ inputs: [FeatureMap], height: Int, width: Int, rectified: Bool) -> assay_convolution
  {
    let sources = zip(parts, inputs).map { Self.source($0, $1) }
    return assay_convolution(
      sources: (sources[0], sources.last ?? sources[0]), source_count: sources.count,
      weights: packed.floats.start, bias: bias.start, residual: nil, residual_row: 0, residual_pixel: 0,
      output: nil, output_row: 0, output_pixel: outputChannels, width: width, pixels: height * width,
      panels: packed.panels, rectified: rectified)
  }

  private static func source(_ part: Geometry, _ input: FeatureMap) -> assay_convolution_source {
    assay_convolution_source(
      input: input.origin - part.padding * (input.rowStride + input.channels),
      row: part.stride * input.rowStride, pixel: part.stride * input.channels,
      runs: part.side, run_stride: input.rowStride, run_length: part.side * input.channels)
  }

  /// The smaller of input and weights stays in the cache, and the larger passes by once: blocks of pixels, or pairs of
  /// panels.
  private func partition(of output: FeatureMap) -> ConvolutionPartition {
    let pixels = output.height * output.width
    let inputFloats = parts.reduce(0) { sum, part in
      sum + pixels * part.inputChannels * (part.side == 1 ? 1 : part.stride * part.stride)
    }
    guard packed.floats.count <= inputFloats else {
      return ConvolutionPartition(pixels: pixels, blocks: 1, panels: packed.panels, groups: packed.panels / 2)
    }
    let blocks = max(Self.minimumTasks, pixels / Self.taskPixels)
    return ConvolutionPartition(
      pixels: pixels, blocks: min(blocks, max(1, pixels / 24)), panels: packed.panels, groups: 1)
  }

  private static func pack(_ parts: [ConvolutionWeights]) -> PackedPanels {
    let columns = parts.map(windowOrdered)
    let positions = columns.map { $0.rowCount }
    let total = positions.reduce(0, +)
    return PackedPanels(outputChannels: parts[0].outputChannels, positions: total) { output, position in
      position < positions[0]
        ? columns[0].elements[output &* positions[0] &+ position]
        : columns[1].elements[output &* positions[1] &+ position &- positions[0]]
    }
  }

  /// The weights of each output in the order that its window lies in memory, `[outputs, side * side * inputs]`.
  private static func windowOrdered(_ part: ConvolutionWeights) -> Tensor {
    let area = part.side * part.side
    let inputs = part.inputChannels
    guard area > 1 else { return part.kernel.reshaped(to: [part.outputChannels, inputs]) }
    var ordered = Tensor(shape: [part.outputChannels, area * inputs])
    ordered.withUnsafeMutableElements { target in
      part.kernel.withUnsafeElements { source in
        for output in 0..<part.outputChannels {
          for input in 0..<inputs {
            let start = (output * inputs + input) * area
            for place in 0..<area { target[(output * area + place) * inputs + input] = source[start + place] }
          }
        }
      }
    }
    return ordered
  }
}
