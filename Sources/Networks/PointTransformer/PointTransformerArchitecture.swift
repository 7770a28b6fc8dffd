/// The sizes of a point transformer.
public struct PointTransformerArchitecture: Sendable, Equatable {
  /// The groups that a cloud is divided into; fewer for a cloud with fewer points.
  public var groupCount = 1024

  /// The points of a group; fewer for a cloud with fewer points.
  public var memberCount = 128

  /// The length of a token.
  public var width = 384

  /// The attention heads; they divide the width.
  public var headCount = 6

  /// The width within the feed-forward parts.
  public var hiddenWidth = 1536

  /// The transformer blocks.
  public var depth = 12

  /// The blocks whose output makes up the features, ascending, counted from 0.
  public var takenBlocks = [3, 7, 11]

  /// The widths within the group encoder: of each point, of the group's first maximum, of both together.
  public var encoderWidths = [128, 256, 512]

  /// The width within the embedding of group centres.
  public var positionWidth = 128

  /// The published one: Point-MAE as used for anomaly detection (Pang 2022, Wang 2023).
  public init() {}

  /// The length of a group's features.
  public var featureCount: Int { takenBlocks.count * width }

  /// What no shape tells, as a file holds it.
  public var metadata: [String: String] {
    [
      "architecture": "point-mae", "heads": "\(headCount)", "groups": "\(groupCount)",
      "group_size": "\(memberCount)", "blocks": takenBlocks.map(String.init).joined(separator: ","),
    ]
  }
}

extension PointTransformerArchitecture {
  /// The largest counts and widths that a file may ask for, so that a hostile one cannot take all memory.
  private static let countLimit = 1 << 14
  private static let widthLimit = 1 << 11
  private static let depthLimit = 1 << 7

  /// Reads the sizes off the shapes of the tensors, and what no shape tells off the metadata.
  ///
  /// Keys: `heads`, `groups`, `group_size`, `blocks`. A tensor that is absent leaves the published size, so
  /// that it is reported as missing later.
  init(_ table: WeightTable, _ settings: NetworkSettings) throws(WeightsError) {
    self.init()
    width = Self.bounded(table.extent("norm.weight", axis: 0), default: width)
    hiddenWidth = Self.bounded(table.extent("blocks.blocks.0.mlp.fc1.weight", axis: 0), default: 4 * width)
    positionWidth = Self.bounded(table.extent("pos_embed.0.weight", axis: 0), default: positionWidth)
    let layers = ["first_conv.0", "first_conv.3", "second_conv.0"]
    for (index, layer) in layers.enumerated() {
      encoderWidths[index] = Self.bounded(
        table.extent("encoder.\(layer).weight", axis: 0), default: encoderWidths[index])
    }
    depth = Self.bounded(table.partCount(under: "blocks.blocks"), default: depth, limit: Self.depthLimit)
    try read(settings)
  }

  private mutating func read(_ settings: NetworkSettings) throws(WeightsError) {
    headCount = try settings.integer("heads", default: Self.heads(for: width), in: 1...width)
    guard width % headCount == 0 else {
      throw settings.refusal("heads", expected: "a divisor of the width, \(width)", found: "\(headCount)")
    }
    groupCount = try settings.integer("groups", default: groupCount, in: 1...Self.countLimit)
    memberCount = try settings.integer("group_size", default: memberCount, in: 1...Self.countLimit)
    takenBlocks = try settings.integers("blocks", default: Self.thirds(of: depth), in: 0..<depth)
  }

  private static func bounded(_ extent: Int?, default standard: Int, limit: Int = widthLimit) -> Int {
    guard let extent, extent > 0, extent <= limit else { return standard }
    return extent
  }

  /// Heads of 64 features, as published; one head where that does not divide the width.
  private static func heads(for width: Int) -> Int {
    width % 64 == 0 ? width / 64 : 1
  }

  /// The last block of each third: 3, 7 and 11 of 12.
  private static func thirds(of depth: Int) -> [Int] {
    depth % 3 == 0 ? [depth / 3 - 1, 2 * depth / 3 - 1, depth - 1] : [depth - 1]
  }
}
