/// One part of a data set: its files and what is known about it.
public struct DatasetSample: Sendable, Equatable, Identifiable {
  /// The defect name of parts without a defect.
  public static let good = "good"

  /// The name of the part, unique within its category, split and defect.
  public let id: String

  /// The product the part belongs to.
  public let category: String

  /// What the part may be used for.
  public let split: DatasetSplit

  /// The kind of defect, or `good`.
  public let defect: String

  /// The path of the RGB image.
  public let rgb: String

  /// Where the geometry is.
  public let geometry: GeometrySource

  /// The path of the defect mask; nil when the data set has none for this part.
  public let mask: String?

  /// The masks of this part that say which of its pixels are inspected.
  public let masks: InspectionMasks

  /// Describes a part.
  ///
  /// - Parameters:
  ///   - id: The name of the part within its category, split and defect.
  ///   - category: The product.
  ///   - split: What the part may be used for.
  ///   - defect: The kind of defect, or `good`.
  ///   - rgb: The path of the RGB image.
  ///   - geometry: Where the geometry is.
  ///   - mask: The path of the defect mask, if there is one.
  ///   - masks: The masks of inspected pixels, if there are any.
  public init(
    id: String, category: String, split: DatasetSplit, defect: String,
    rgb: String, geometry: GeometrySource, mask: String? = nil, masks: InspectionMasks = .none
  ) {
    self.id = id
    self.category = category
    self.split = split
    self.defect = defect
    self.rgb = rgb
    self.geometry = geometry
    self.mask = mask
    self.masks = masks
  }

  /// Whether the part has no defect.
  public var isGood: Bool { defect == Self.good }

  /// A name that is unique in the data set: `category/split/defect/id`.
  public var name: String { "\(category)/\(split.rawValue)/\(defect)/\(id)" }

  /// Every file of the part that Assay reads.
  public var files: [String] {
    var files = [rgb, geometry.path]
    if case .depth(_, let range) = geometry { files.append(range) }
    if let mask { files.append(mask) }
    return files + masks.files
  }
}
