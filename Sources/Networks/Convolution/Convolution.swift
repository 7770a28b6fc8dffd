import CKernels
import Tensors

/// A convolution whose weights are packed for a kernel, ready to run on feature maps of any size.
package protocol Convolution: Sendable {
  /// The channels of the output.
  var outputChannels: Int { get }

  /// The output's extent for an input's extent.
  func outputSize(_ size: Int) -> Int

  /// What was packed, one entry for each part of a sum; the whole bias stands in the first.
  var weights: [ConvolutionWeights] { get }

  /// Writes `bias + residual + convolution(input)` to `output`, with negative values set to zero if `rectified`.
  ///
  /// - Parameters:
  ///   - input: The activations to convolve.
  ///   - residual: What to add, of the output's size.
  ///   - output: Where the result goes.
  ///   - rectified: Whether negative outputs become zero.
  ///   - context: The threads, instructions and scratch memory to use.
  func apply(
    to input: FeatureMap, adding residual: FeatureMap?, into output: FeatureMap, rectified: Bool,
    in context: ConvolutionContext)
}

/// What all convolutions of one forward pass share.
package struct ConvolutionContext: Sendable {
  /// The threads to use.
  package let pool: WorkerPool

  /// The kernels to use; the processor's best when it lacks these.
  package let instructions: assay_instruction_set

  /// Memory for transformed inputs.
  package let scratch: ScratchFloats

  /// Wraps what is shared.
  package init(
    pool: WorkerPool, instructions: assay_instruction_set = assay_best_instruction_set(),
    scratch: ScratchFloats = ScratchFloats()
  ) {
    self.pool = pool
    self.instructions = instructions
    self.scratch = scratch
  }
}

/// Carries a kernel's arguments into the tasks of a pool.
///
/// Unchecked, because they hold pointers: tasks read shared inputs and write disjoint outputs, and whoever made
/// the arguments keeps the memory alive until all tasks have ended.
struct KernelArguments<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
