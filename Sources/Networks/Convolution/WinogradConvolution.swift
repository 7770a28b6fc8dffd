import CKernels
import Tensors

/// Convolution with 3 x 3 windows and stride 1 by Winograd's minimal filtering.
package struct WinogradConvolution: Convolution {
  private let tile: WinogradTile?
  private let inputChannels: Int
  private let packed: PackedPanels
  private let bias: AlignedFloats

  /// Packs a convolution.
  ///
  /// - Parameters:
  ///   - weights: The windows.
  ///   - tile: The output tile; by default the one that suits each output's size.
  package init(_ weights: ConvolutionWeights, tile: WinogradTile? = nil) {
    precondition(
      weights.side == 3 && weights.stride == 1 && weights.inputChannels % PackedPanels.width == 0,
      "no Winograd form for a kernel of shape \(weights.kernel.shape) and stride \(weights.stride)")
    self.tile = tile
    inputChannels = weights.inputChannels
    bias = AlignedFloats(weights.bias)
    packed = Self.pack(weights)
  }

  /// The channels of the output.
  package var outputChannels: Int { bias.count }

  /// What was packed.
  package var weights: [ConvolutionWeights] {
    let positions = inputChannels * 9
    let shape = [outputChannels, inputChannels, 3, 3]
    let kernel = (0..<outputChannels * positions).map { index in
      packed.weight(index / positions, index % positions, positions: positions)
    }
    return [ConvolutionWeights(kernel: Tensor(shape: shape, elements: kernel), bias: bias.elements)]
  }

  /// The output's extent, which is the input's.
  package func outputSize(_ size: Int) -> Int { size }

  /// Convolves one input: transforms all of it, then multiplies and transforms back, channels by channels.
  package func apply(
    to input: FeatureMap, adding residual: FeatureMap?, into output: FeatureMap, rectified: Bool,
    in context: ConvolutionContext
  ) {
    check(input, residual, output)
    let tile = tile ?? .cheapest(height: output.height, width: output.width)
    let (tileRows, tileColumns) = (tile.count(covering: output.height), tile.count(covering: output.width))
    // One cache line more than the tiles need keeps the matrices out of each other's cache sets.
    let matrixStride = tileRows * tileColumns * inputChannels + 16
    let scratch = context.scratch.floats(tile.reach * tile.reach * matrixStride)
    let arguments = KernelArguments(
      assay_winograd(
        side: tile.rawValue, tile_rows: tileRows, tile_columns: tileColumns,
        input: input.origin - input.rowStride - input.channels, input_row: input.rowStride,
        channels: inputChannels, transformed: scratch.start, matrix_stride: matrixStride,
        weights: packed.floats.start, bias: bias.start, residual: residual?.origin,
        residual_row: residual?.rowStride ?? 0, residual_pixel: residual?.channels ?? 0,
        output: output.origin, output_row: output.rowStride, output_pixel: output.channels,
        height: output.height, width: output.width, rectified: rectified))
    run(arguments, tiles: tileRows * tileColumns, tileRows: tileRows, in: context)
    withExtendedLifetime((input, residual, output, scratch)) {}
  }

  private func run(
    _ arguments: KernelArguments<assay_winograd>, tiles: Int, tileRows: Int, in context: ConvolutionContext
  ) {
    let instructions = context.instructions
    context.pool.forEach(tileRows) { row in
      var call = arguments.value
      assay_winograd_transform(instructions, &call, row, row + 1)
    }
    let limit = Int(ASSAY_WINOGRAD_TILES)
    let blocks = (tiles + limit - 1) / limit
    let partition = ConvolutionPartition(
      pixels: tiles, blocks: blocks, panels: packed.panels, minimumTasks: blocks * packed.panels)
    context.pool.forEach(partition.count) { task in
      let (tiles, panels) = partition.ranges(task)
      var call = arguments.value
      assay_winograd_multiply(
        instructions, &call, tiles.lowerBound, tiles.upperBound, panels.lowerBound, panels.upperBound)
    }
  }

  private func check(_ input: FeatureMap, _ residual: FeatureMap?, _ output: FeatureMap) {
    precondition(
      input.channels == inputChannels && input.border >= 1 && output.channels == outputChannels
        && input.height == output.height && input.width == output.width,
      "an input of shape \(input.shape) cannot give an output of shape \(output.shape)")
    precondition(
      residual == nil || residual?.shape == output.shape,
      "a residual of shape \(residual?.shape ?? []) for an output of shape \(output.shape)")
  }

  private static func pack(_ weights: ConvolutionWeights) -> PackedPanels {
    let positions = weights.inputChannels * 9
    return weights.kernel.withUnsafeElements { kernel in
      PackedPanels(outputChannels: weights.outputChannels, positions: positions) { output, position in
        kernel[output &* positions &+ position]
      }
    }
  }
}
