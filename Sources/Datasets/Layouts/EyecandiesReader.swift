/// Reads the layout of Eyecandies: `CATEGORY/SPLIT/data/ID_ITEM`, with the items that `EyecandiesItem` lists.
///
/// A part of the public test set is good or bad by its `metadata.yaml`, or else by its mask. The private test
/// set has neither and is left out.
struct EyecandiesReader: LayoutReader {
  /// The defect name of every defective part, as in the conversions that published numbers stand on.
  static let bad = "bad"

  /// Which of the six lightings is the RGB image.
  let imageNumber: Int

  private static let splits: [(name: String, split: DatasetSplit?)] = [
    ("train", .train), ("val", .validation), ("test_public", .test), ("test_private", nil),
  ]

  func isCategory(_ folder: TreeFolder) -> Bool {
    Self.splits.contains { name, _ in
      folder.folder(name)?.folder("data")?.files.contains {
        EyecandiesItem.parse($0.name)?.item == .depth
      } ?? false
    }
  }

  func read(_ category: TreeFolder, into index: inout CategoryIndex) {
    for (name, split) in Self.splits {
      guard let data = category.folder(name)?.folder("data") else { continue }
      let parts = group(data.files, into: &index)
      for (id, items) in parts.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
        add(id, items, split: split, to: &index)
      }
    }
  }

  private func group(
    _ files: [TreeFile], into index: inout CategoryIndex
  ) -> [String: [EyecandiesItem: TreeFile]] {
    var parts: [String: [EyecandiesItem: TreeFile]] = [:]
    for file in files {
      guard let (id, item) = EyecandiesItem.parse(file.name) else { continue }
      index.recognise([file])
      parts[id, default: [:]][item] = file
    }
    return parts
  }

  private func add(
    _ id: String, _ items: [EyecandiesItem: TreeFile], split: DatasetSplit?, to index: inout CategoryIndex
  ) {
    guard let image = items[.image(imageNumber)] else {
      if let depth = items[.depth] { index.omit(depth, because: .withoutImage) }
      return
    }
    guard let depth = items[.depth] else { return index.omit(image, because: .withoutGeometry) }
    guard let range = items[.depthRange] else { return index.omit(depth, because: .withoutDepthRange) }
    guard let split, let isGood = split == .test ? isGood(items, index) : true else {
      return index.omit(image, because: .unlabelled)
    }
    let geometry = GeometrySource.depth(path: index.path(depth), range: index.path(range))
    index.add(
      id, split: split, defect: isGood ? DatasetSample.good : Self.bad,
      rgb: image, geometry: geometry, mask: items[.mask])
  }

  /// Whether a test part is good; nil when nothing readable tells.
  private func isGood(_ items: [EyecandiesItem: TreeFile], _ index: CategoryIndex) -> Bool? {
    if let metadata = items[.metadata], let label = EyecandiesLabel(path: index.path(metadata)) {
      return !label.isAnomalous
    }
    return items[.mask].flatMap { MaskImage.isEmpty(index.path($0)) }
  }
}
