/// Reads plain folders of own parts: `[SPLIT/]good/…` and one more folder for each kind of defect.
///
/// In such a folder images, clouds and masks lie in sub-folders (`rgb/`, `xyz/`, `gt/`) or side by side
/// (`NAME.png`, `NAME.tiff`, `NAME_mask.png`). Masks may also lie under `ground_truth/DEFECT/`. `roi/` and `ignore/`, or
/// `NAME_roi.png` and `NAME_ignore.png`, say which pixels of a part are inspected; `roi.png` and `ignore.png` of the
/// category which of all parts.
struct FolderReader: LayoutReader {
  private static let maskFolders = ["gt", "ground_truth", "masks", "mask"]
  private static let splits: [(name: String, split: DatasetSplit)] = [
    ("train", .train), ("validation", .validation), ("val", .validation), ("test", .test),
  ]

  func isCategory(_ folder: TreeFolder) -> Bool {
    folder.folder(DatasetSample.good) != nil
      || Self.splits.contains { folder.folder($0.name)?.folder(DatasetSample.good) != nil }
  }

  func read(_ category: TreeFolder, into index: inout CategoryIndex) {
    index.addMasks(of: category)
    let divided = Self.splits.filter { category.folder($0.name) != nil }
    for (name, split) in divided {
      for kind in partFolders(category.folder(name)) {
        addParts(of: kind, split: split, masks: category, into: &index)
      }
    }
    guard divided.isEmpty else { return }
    for kind in partFolders(category) {
      let split: DatasetSplit = kind.name == DatasetSample.good ? .train : .test
      addParts(of: kind, split: split, masks: category, into: &index)
    }
  }

  /// The folders that hold parts, one for each kind.
  private func partFolders(_ folder: TreeFolder?) -> [TreeFolder] {
    (folder?.folders ?? []).filter { !Self.maskFolders.contains($0.name) }
  }

  private func addParts(
    of kind: TreeFolder, split: DatasetSplit, masks category: TreeFolder, into index: inout CategoryIndex
  ) {
    let beside = kind.images.filter(\.isNamedMask)
    let inside = kind.folder(anyOf: Self.maskFolders)?.images ?? []
    index.addParts(
      split: split, defect: kind.name,
      images: kind.images.filter(\.isNamedPart) + (kind.folder("rgb")?.images ?? []),
      clouds: kind.clouds + (kind.folder("xyz")?.clouds ?? []),
      masks: beside + inside + sharedMasks(of: kind, split: split, in: category),
      inspection: InspectionFiles(in: kind))
  }

  /// Masks that lie under `ground_truth/DEFECT/` of the category or of the split.
  private func sharedMasks(
    of kind: TreeFolder, split: DatasetSplit, in category: TreeFolder
  ) -> [TreeFile] {
    let splitNames = Self.splits.filter { $0.split == split }.map(\.name)
    let places = [category] + splitNames.compactMap { category.folder($0) }
    return places.flatMap { place in
      place.folder(anyOf: Self.maskFolders)?.folder(kind.name)?.images ?? []
    }
  }
}
