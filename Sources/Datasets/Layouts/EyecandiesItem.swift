/// One of the files that Eyecandies stores for a part: `ID_` and the name of the item.
enum EyecandiesItem: Hashable {
  /// An RGB image by the number of its lighting, 0 to 5.
  case image(Int)
  case depth
  case depthRange
  case normals
  case pose
  case metadata
  case parameters
  case mask
  /// A mask of one kind of defect: bumps, dents, colors or normals.
  case kindMask(String)

  /// The kinds of defect that have masks of their own.
  static let defectKinds = ["bumps", "dents", "colors", "normals"]

  /// The number of lightings.
  static let imageCount = 6

  static let all: [EyecandiesItem] =
    (0..<imageCount).map(image)
    + [.depth, .depthRange, .normals, .pose, .metadata, .parameters, .mask]
    + defectKinds.map(kindMask)

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.fileName, $0) })

  /// The name of the file without the part's `ID_`.
  var fileName: String {
    switch self {
    case .image(let number): "image_\(number).png"
    case .depth: "depth.png"
    case .depthRange: "info_depth.yaml"
    case .normals: "normals.png"
    case .pose: "pose.txt"
    case .metadata: "metadata.yaml"
    case .parameters: "obj_params.yaml"
    case .mask: "mask.png"
    case .kindMask(let kind): "\(kind)_mask.png"
    }
  }

  /// Takes the name of a file apart; nil when it is not that of an item.
  static func parse(_ name: String) -> (id: String, item: EyecandiesItem)? {
    guard let underscore = name.firstIndex(of: "_"), underscore != name.startIndex else { return nil }
    guard let item = byName[String(name[name.index(after: underscore)...])] else { return nil }
    return (String(name[..<underscore]), item)
  }
}
