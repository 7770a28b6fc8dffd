import Tensors

/// The activations of one forward pass for one image size.
///
/// Blocks of a stage share maps where sizes agree, and blocks that keep the size work in place.
final class ResidualWorkspace: Sendable {
  let input: FeatureMap
  let pooled: FeatureMap

  /// Where the blocks of each stage write.
  let stages: [[ResidualBlockMaps]]

  let scratch = ScratchFloats()

  init(for network: ResidualNetwork, height: Int, width: Int) {
    input = FeatureMap(height: height, width: width, channels: 3, border: 3)
    let stem = PooledConvolution(network.stem, network.pooling)
    pooled = FeatureMap(
      height: stem.outputSize(height), width: stem.outputSize(width), channels: stem.outputChannels)
    var last = pooled
    stages = network.stages.map { blocks in
      var shared = SharedMaps()
      return blocks.map { block in
        let maps = shared.maps(for: block, input: last)
        last = maps.output
        return maps
      }
    }
  }

  /// The output of a stage, counted from 0.
  func output(ofStage stage: Int) -> FeatureMap { stages[stage][stages[stage].count - 1].output }
}

/// The maps of one stage by shape.
private struct SharedMaps {
  private var maps: [[Int]: FeatureMap] = [:]

  mutating func maps(for block: ResidualBlock, input: FeatureMap) -> ResidualBlockMaps {
    var size = [input.height, input.width]
    var inner: [FeatureMap] = []
    for (position, convolution) in block.inner.enumerated() {
      size = size.map { convolution.outputSize($0) }
      inner.append(map(size + [convolution.outputChannels, position]))
    }
    let output = block.keepsSize ? input : map(size + [block.outputChannels, -1])
    return ResidualBlockMaps(inner: inner, output: output)
  }

  /// The map of a key `[height, width, channels, role]`.
  private mutating func map(_ key: [Int]) -> FeatureMap {
    if let known = maps[key] { return known }
    let made = FeatureMap(height: key[0], width: key[1], channels: key[2])
    maps[key] = made
    return made
  }
}
