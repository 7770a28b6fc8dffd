/// How the outputs of one convolution are cut into tasks: blocks of pixels times groups of pairs of panels.
///
/// It depends on the layer alone, never on the number of threads.
struct ConvolutionPartition: Sendable {
  private let pixels: Int
  private let blocks: Int
  private let pairs: Int
  private let groups: Int

  /// Cuts a layer.
  ///
  /// - Parameters:
  ///   - pixels: Pixels or tiles of the output.
  ///   - blocks: Blocks to cut them into.
  ///   - panels: Panels of output channels, an even number.
  ///   - groups: Groups to cut them into.
  init(pixels: Int, blocks: Int, panels: Int, groups: Int) {
    self.pixels = pixels
    self.blocks = blocks
    pairs = panels / 2
    self.groups = min(pairs, groups)
  }

  /// The number of tasks.
  var count: Int { blocks * groups }

  /// The pixels and panels of one task; tasks that share weights follow each other.
  func ranges(_ task: Int) -> (pixels: Range<Int>, panels: Range<Int>) {
    let (group, block) = task.quotientAndRemainder(dividingBy: blocks)
    return (
      pixels * block / blocks..<pixels * (block + 1) / blocks,
      2 * (pairs * group / groups)..<2 * (pairs * (group + 1) / groups)
    )
  }
}
