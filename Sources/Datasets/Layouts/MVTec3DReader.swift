/// Reads the layout of MVTec 3D-AD: `CATEGORY/{train,validation,test}/DEFECT/{rgb,xyz,gt}/ID.*`.
///
/// What the layout does not have but a user may add: `roi/` and `ignore/` beside `rgb/`, and `roi.png` and `ignore.png` of
/// the category, which say which pixels are inspected.
struct MVTec3DReader: LayoutReader {
  func isCategory(_ folder: TreeFolder) -> Bool {
    DatasetSplit.allCases.contains { split in
      folder.folder(split.rawValue)?.folders.contains(where: isPartFolder) ?? false
    }
  }

  private func isPartFolder(_ folder: TreeFolder) -> Bool {
    folder.folder("rgb") != nil && folder.folder("xyz") != nil
  }

  func read(_ category: TreeFolder, into index: inout CategoryIndex) {
    index.addMasks(of: category)
    for split in DatasetSplit.allCases {
      for defect in category.folder(split.rawValue)?.folders ?? [] {
        index.addParts(
          split: split, defect: defect.name,
          images: defect.folder("rgb")?.images ?? [],
          clouds: defect.folder("xyz")?.clouds ?? [],
          masks: defect.folder("gt")?.images ?? [],
          inspection: InspectionFiles(in: defect))
      }
    }
  }
}
