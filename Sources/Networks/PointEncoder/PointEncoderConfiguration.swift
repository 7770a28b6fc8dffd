/// The sizes of the compact point encoder.
public struct PointEncoderConfiguration: Sendable, Equatable {
  /// The points of a group, 1 to 1,024.
  public var memberCount = 48

  /// How far from its centre a group reaches, in metres, 1e-6 to 10.
  ///
  /// Coordinates are divided by it.
  public var reach: Float = 0.006

  /// The length that positions on the part are divided by, in metres, 1e-6 to 10.
  public var extent: Float = 0.1

  /// The width of a point's embedding, 1 to 2,048.
  public var pointWidth = 64

  /// The length of a token and of the features, 1 to 2,048.
  public var width = 128

  /// The attention heads; they divide the width.
  public var headCount = 4

  /// The transformer blocks, 0 to 32.
  public var depth = 2

  /// The defaults.
  public init() {}

  /// The numbers of a point: three coordinates and three of its normal, in the frame of its group.
  public static let pointFeatureCount = 6
}

extension PointEncoderConfiguration {
  /// What tells a file with this network from any other.
  static let architectureName = "assay.point-encoder"

  /// The text that a file holds.
  public var metadata: [String: String] {
    [
      "architecture": Self.architectureName, "group_size": "\(memberCount)", "reach": "\(reach)",
      "extent": "\(extent)", "point_width": "\(pointWidth)", "width": "\(width)", "heads": "\(headCount)",
      "depth": "\(depth)",
    ]
  }

  /// Whether a file says that it holds this network.
  public static func describes(_ metadata: [String: String]) -> Bool {
    metadata["architecture"] == architectureName
  }

  /// Reads the text of a file; an absent key has its default.
  ///
  /// - Parameters:
  ///   - metadata: The text in the file, by key.
  ///   - path: The file, for messages.
  /// - Throws: `WeightsError.setting` for a value out of range.
  public init(metadata: [String: String], path: String) throws(WeightsError) {
    let settings = NetworkSettings(metadata, path: path)
    guard Self.describes(metadata) else {
      throw settings.refusal(
        "architecture", expected: "\"\(Self.architectureName)\"", found: metadata["architecture"] ?? "")
    }
    memberCount = try settings.integer("group_size", default: memberCount, in: 1...1024)
    reach = try settings.number("reach", default: reach, in: 1e-6...10)
    extent = try settings.number("extent", default: extent, in: 1e-6...10)
    pointWidth = try settings.integer("point_width", default: pointWidth, in: 1...2048)
    width = try settings.integer("width", default: width, in: 1...2048)
    headCount = try settings.integer("heads", default: headCount, in: 1...width)
    depth = try settings.integer("depth", default: depth, in: 0...32)
    guard width % headCount == 0 else {
      throw settings.refusal("heads", expected: "a divisor of the width, \(width)", found: "\(headCount)")
    }
  }
}
