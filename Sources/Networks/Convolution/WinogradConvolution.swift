import CKernels
import Tensors

/// Convolution with 3 x 3 windows and stride 1 by Winograd's minimal filtering.
package struct WinogradConvolution: Convolution {
  /// Tiles that go through the convolution together where weights are kept.
  private static let taskTiles = 14

  private let tile: WinogradTile?
  private let keeping: Bool?
  private let inputChannels: Int
  private let packed: PackedPanels
  private let bias: AlignedFloats

  /// Packs a convolution.
  ///
  /// - Parameters:
  ///   - weights: The windows.
  ///   - tile: The output tile; by default the one that suits each output's size.
  ///   - keeping: Whether transformed weights are kept if they are few enough; by default if there are many tiles.
  package init(_ weights: ConvolutionWeights, tile: WinogradTile? = nil, keeping: Bool? = nil) {
    precondition(
      weights.side == 3 && weights.stride == 1 && weights.inputChannels % PackedPanels.width == 0,
      "no Winograd form for a kernel of shape \(weights.kernel.shape) and stride \(weights.stride)")
    self.tile = tile
    self.keeping = keeping
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

  /// Convolves one input, with weights transformed once where there are few, and again and again where there are many.
  package func apply(
    to input: FeatureMap, adding residual: FeatureMap?, into output: FeatureMap, rectified: Bool,
    in context: ConvolutionContext
  ) {
    check(input, residual, output)
    let tile = tile ?? .cheapest(height: output.height, width: output.width)
    let (tileRows, tileColumns) = (tile.count(covering: output.height), tile.count(covering: output.width))
    var arguments = assay_winograd(
      side: tile.rawValue, tile_rows: tileRows, tile_columns: tileColumns,
      input: input.origin - input.rowStride - input.channels, input_row: input.rowStride,
      channels: inputChannels, transformed: nil, matrix_stride: 0,
      weights: packed.floats.start, panels: packed.panels, kept: nil, bias: bias.start,
      residual: residual?.origin, residual_row: residual?.rowStride ?? 0,
      residual_pixel: residual?.channels ?? 0,
      output: output.origin, output_row: output.rowStride, output_pixel: output.channels,
      height: output.height, width: output.width, rectified: rectified)
    if keepsWeights(tile, tiles: tileRows * tileColumns) {
      runKeeping(&arguments, tile, in: context)
    } else {
      run(&arguments, tile, in: context)
    }
    withExtendedLifetime((input, residual, output)) {}
  }

  /// Floats of transformed weights; a cache line more than a matrix has keeps matrices out of each other's cache sets.
  private func keptFloats(_ tile: WinogradTile) -> Int {
    tile.reach * tile.reach * (inputChannels + 1) * outputChannels
  }

  /// Whether transformed weights fit the cache and are used often enough.
  private func keepsWeights(_ tile: WinogradTile, tiles: Int) -> Bool {
    keeping ?? (tiles > Int(ASSAY_WINOGRAD_TILES)) && inputChannels <= Int(ASSAY_WINOGRAD_KEPT_CHANNELS)
      && keptFloats(tile) <= Int(ASSAY_WINOGRAD_KEPT_FLOATS)
  }

  /// Transforms all weights, then takes a few tiles at a time through everything else.
  private func runKeeping(
    _ arguments: inout assay_winograd, _ tile: WinogradTile, in context: ConvolutionContext
  ) {
    let scratch = context.scratch.floats(keptFloats(tile))
    arguments.kept = scratch.start
    let call = KernelArguments(arguments)
    let instructions = context.instructions
    context.pool.forEach(packed.panels / 2) { pair in
      var call = call.value
      assay_winograd_keep(instructions, &call, 2 * pair, 2 * pair + 2)
    }
    let tiles = arguments.tile_rows * arguments.tile_columns
    let blocks = (tiles + Self.taskTiles - 1) / Self.taskTiles
    context.pool.forEach(blocks) { block in
      var call = call.value
      assay_winograd_convolve(instructions, &call, tiles * block / blocks, tiles * (block + 1) / blocks)
    }
    withExtendedLifetime(scratch) {}
  }

  /// Transforms all of the input, then multiplies and transforms back, channels by channels.
  private func run(_ arguments: inout assay_winograd, _ tile: WinogradTile, in context: ConvolutionContext) {
    let tiles = arguments.tile_rows * arguments.tile_columns
    // One cache line more than the tiles need keeps the matrices out of each other's cache sets.
    arguments.matrix_stride = tiles * inputChannels + 16
    let scratch = context.scratch.floats(tile.reach * tile.reach * arguments.matrix_stride)
    arguments.transformed = scratch.start
    let call = KernelArguments(arguments)
    let instructions = context.instructions
    context.pool.forEach(arguments.tile_rows) { row in
      var call = call.value
      assay_winograd_transform(instructions, &call, row, row + 1)
    }
    let limit = Int(ASSAY_WINOGRAD_TILES)
    let partition = ConvolutionPartition(
      pixels: tiles, blocks: (tiles + limit - 1) / limit, panels: packed.panels, groups: packed.panels / 2)
    context.pool.forEach(partition.count) { task in
      let (tiles, panels) = partition.ranges(task)
      var call = call.value
      assay_winograd_multiply(
        instructions, &call, tiles.lowerBound, tiles.upperBound, panels.lowerBound, panels.upperBound)
    }
    withExtendedLifetime(scratch) {}
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
