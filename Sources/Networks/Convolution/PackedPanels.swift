import CKernels
import Tensors

/// Weights in panels of 16 output channels, `[panel][position][16]`, as `convolution.h` lays them out.
struct PackedPanels: Sendable {
  static let width = Int(ASSAY_PANEL_CHANNELS)

  let floats: AlignedFloats
  let panels: Int

  /// Packs weights.
  ///
  /// - Parameters:
  ///   - outputChannels: The outputs, a multiple of 32.
  ///   - positions: The weights of each output.
  ///   - weight: The weight of an output at a position.
  init(outputChannels: Int, positions: Int, weight: (_ output: Int, _ position: Int) -> Float) {
    precondition(
      outputChannels % Int(ASSAY_PANEL_PAIR_CHANNELS) == 0,
      "\(outputChannels) output channels are not whole pairs of panels")
    panels = outputChannels / Self.width
    floats = AlignedFloats(count: outputChannels * positions)
    for output in 0..<outputChannels {
      let panel = floats.start + output / Self.width * positions * Self.width + output % Self.width
      for position in 0..<positions { panel[position &* Self.width] = weight(output, position) }
    }
  }

  /// The weight of an output at a position.
  func weight(_ output: Int, _ position: Int, positions: Int) -> Float {
    floats.start[(output / Self.width * positions + position) * Self.width + output % Self.width]
  }
}
