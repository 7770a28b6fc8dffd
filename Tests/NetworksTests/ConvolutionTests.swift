import CKernels
import Networks
import Tensors
import TestSupport
import Testing

@Suite struct ConvolutionTests {
  /// All versions; where the processor lacks one, its best takes the place.

  /// Sums of up to 600 products differ from double precision by rounding alone.
  @Test(arguments: [
    ConvolutionCase(side: 1),
    ConvolutionCase(outputs: 96, side: 1, hasResidual: true, isRectified: true),
    ConvolutionCase(side: 1, stride: 2), ConvolutionCase(side: 3, isRectified: true),
    ConvolutionCase(height: 10, width: 10, inputs: 3, outputs: 64, side: 3, stride: 2),
    ConvolutionCase(height: 16, width: 14, inputs: 3, outputs: 64, side: 7, stride: 2, isRectified: true),
    ConvolutionCase(height: 1, width: 1, inputs: 1, side: 3), ConvolutionCase(height: 3, width: 1, inputs: 5),
    // More input than weights, and the other way round: blocks of pixels that end within rows, and panels.
    ConvolutionCase(height: 40, width: 33, inputs: 7, side: 1, hasResidual: true),
    ConvolutionCase(
      height: 5, width: 31, inputs: 70, outputs: 256, side: 1, hasResidual: true, isRectified: true),
  ])
  func directIsTheDefinition(_ example: ConvolutionCase) {
    let expected = example.expected()
    for instructions in InstructionSets.available {
      let actual = apply(DirectConvolution(example.weights()), to: example, instructions)
      expectClose(actual, expected, within: 2e-6)
    }
  }

  /// The tile of four multiplies rounding errors by about ten (Lavin & Gray 2015, section 5.2).
  @Test(
    arguments: [
      ConvolutionCase(), ConvolutionCase(height: 8, width: 8, outputs: 64, isRectified: true),
      ConvolutionCase(height: 5, width: 30, inputs: 16, hasResidual: true, isRectified: true),
      ConvolutionCase(height: 34, width: 33, inputs: 16, hasResidual: true),
      ConvolutionCase(height: 1, width: 2),
    ], WinogradTile.allCases)
  func winogradIsTheDefinition(_ example: ConvolutionCase, tile: WinogradTile) {
    let expected = example.expected()
    for instructions in InstructionSets.available {
      let convolution = WinogradConvolution(example.weights(), tile: tile)
      let actual = apply(convolution, to: example, instructions)
      expectClose(actual, expected, within: tile == .two ? 3e-6 : 2e-5)
    }
  }

  /// Both ways add up the same products in the same order.
  @Test(
    arguments: [
      ConvolutionCase(), ConvolutionCase(height: 34, width: 33, inputs: 16, hasResidual: true),
      ConvolutionCase(height: 13, width: 62, outputs: 64, hasResidual: true, isRectified: true),
    ], WinogradTile.allCases)
  func keptWeightsGiveTheSameBytes(_ example: ConvolutionCase, tile: WinogradTile) {
    for instructions in InstructionSets.available {
      let results = [true, false].map { keeping in
        apply(WinogradConvolution(example.weights(), tile: tile, keeping: keeping), to: example, instructions)
      }
      #expect(results[0] == results[1])
    }
  }

  @Test func sumOfTwoIsTheSumOfEach() {
    let first = ConvolutionCase(height: 5, width: 6, inputs: 64, side: 1)
    let second = ConvolutionCase(height: 9, width: 11, inputs: 32, side: 1, stride: 2)
    let sum = DirectConvolution(sum: first.weights("first"), second.weights("second"))
    let output = FeatureMap(height: 5, width: 6, channels: 32)
    let maps = [featureMap(first.input, border: 0), featureMap(second.input, border: 0)]
    sum.apply(to: maps, into: output, rectified: false, in: context())
    let parts = [(first, "first"), (second, "second")].map { example, name in
      apply(DirectConvolution(example.weights(name)), to: example, ASSAY_PORTABLE).elements
    }
    let expected = Tensor(shape: [5, 6, 32], elements: zip(parts[0], parts[1]).map { $0 + $1 })
    expectClose(output.tensor(), expected, within: 2e-6)
  }

  @Test func everyThreadCountGivesTheSameBytes() {
    let example = ConvolutionCase(height: 33, width: 40, outputs: 128, isRectified: true)
    for convolution in kinds(example) {
      let results = (1...3).map { apply(convolution, to: example, ASSAY_AVX512, threads: $0) }
      #expect(results[0] == results[1] && results[0] == results[2])
    }
  }

  @Test func bordersStayZero() {
    let example = ConvolutionCase(outputs: 64)
    for convolution in kinds(example) {
      let output = FeatureMap(height: 9, width: 11, channels: 64)
      convolution.apply(
        to: featureMap(example.input, border: 1), adding: nil, into: output, rectified: false, in: context())
      let once = output.localMeans(on: WorkerPool(threadCount: 1))
      let again = featureMap(output.tensor(), border: 1).localMeans(on: WorkerPool(threadCount: 1))
      #expect(once == again)
    }
  }

  private func kinds(_ example: ConvolutionCase) -> [any Convolution] {
    [DirectConvolution(example.weights())]
      + WinogradTile.allCases.flatMap { tile in
        [true, false].map { WinogradConvolution(example.weights(), tile: tile, keeping: $0) }
      }
  }

  private func context(_ instructions: assay_instruction_set = ASSAY_AVX512, threads: Int = 2)
    -> ConvolutionContext
  {
    ConvolutionContext(pool: WorkerPool(threadCount: threads), instructions: instructions)
  }

  private func apply(
    _ convolution: any Convolution, to example: ConvolutionCase, _ instructions: assay_instruction_set,
    threads: Int = 2
  ) -> Tensor {
    let size = example.outputSize
    let output = FeatureMap(height: size[0], width: size[1], channels: example.outputs)
    convolution.apply(
      to: featureMap(example.input, border: max(1, example.side / 2)),
      adding: example.hasResidual ? featureMap(example.residual, border: 1) : nil, into: output,
      rectified: example.isRectified, in: context(instructions, threads: threads))
    return output.tensor()
  }
}
