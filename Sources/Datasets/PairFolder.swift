/// A folder of parts that nothing is known about: images and clouds without a word on which of them are good.
///
/// Images and clouds lie side by side (`NAME.png`, `NAME.tiff`) or in `rgb/` and `xyz/`. Nothing outside the folder
/// is ever used, links included, and hidden names are passed over.
public struct PairFolder: Sendable, Equatable {
  /// The folder as it was named.
  public let root: String

  /// The pairs, sorted by name.
  public let pairs: [Pair]

  /// What no pair uses: images without a cloud, clouds without an image, and everything else.
  public let omissions: [DatasetOmission]

  /// The two files of one part.
  public struct Pair: Sendable, Equatable, Identifiable {
    /// The name that both files share, without their endings.
    public let id: String

    /// The path of the PNG.
    public let rgb: String

    /// The path of the XYZ TIFF.
    public let xyz: String

    /// The masks that say which pixels are inspected.
    public let masks: InspectionMasks
  }

  /// Lists the pairs of a folder; reads no pixels.
  ///
  /// - Parameter root: The folder.
  /// - Throws: `DatasetError` when there is no such folder or no pair in it.
  public init(scanning root: String) throws(DatasetError) {
    let tree = try FileTree(scanning: root)
    var index = CategoryIndex(category: tree.top.name, root: root)
    index.addParts(
      split: .test, defect: DatasetSample.good,
      images: (tree.top.folder("rgb")?.images ?? []) + tree.top.images.filter(\.isNamedPart),
      clouds: (tree.top.folder("xyz")?.clouds ?? []) + tree.top.clouds,
      masks: tree.top.images.filter(\.isNamedMask), inspection: InspectionFiles(in: tree.top))
    guard !index.samples.isEmpty else { throw .noPair(path: root, found: tree.top.entryNames) }
    index.omitUnknownFiles(of: tree.top)
    self.root = root
    pairs = index.samples.map { Pair(id: $0.id, rgb: $0.rgb, xyz: $0.geometry.path, masks: $0.masks) }
    omissions = tree.omissions + index.omissions
  }
}
