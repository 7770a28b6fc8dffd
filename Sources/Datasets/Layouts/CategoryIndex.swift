/// What a layout reader found in one category.
struct CategoryIndex {
  /// The name of the category.
  let category: String

  /// The root of the data set as the user named it; paths of samples begin with it.
  let root: String

  /// The parts found so far.
  var samples: [DatasetSample] = []

  /// The masks of all parts.
  var masks = InspectionMasks.none

  /// What was found to be useless so far.
  var omissions: [DatasetOmission] = []

  /// Paths, relative to the root, of all files that belong to the layout, used or omitted.
  private(set) var known: Set<String> = []

  /// An empty index.
  init(category: String, root: String) {
    self.category = category
    self.root = root
  }

  /// The path of a file as samples state it.
  func path(_ file: TreeFile) -> String {
    root.hasSuffix("/") ? root + file.path : root + "/" + file.path
  }

  /// Marks files as part of the layout.
  mutating func recognise(_ files: [TreeFile]) {
    known.formUnion(files.lazy.map(\.path))
  }

  /// Takes `roi.png` and `ignore.png` of a category for the masks of all its parts.
  mutating func addMasks(of folder: TreeFolder) {
    let roi = folder.images.first { $0.name == "roi.png" }
    let ignore = folder.images.first { $0.name == "ignore.png" }
    recognise([roi, ignore].compactMap { $0 })
    masks = InspectionMasks(roi: roi.map(path), ignore: ignore.map(path))
  }

  /// Notes a file of the layout that cannot be used.
  mutating func omit(_ file: TreeFile, because reason: DatasetOmission.Reason) {
    known.insert(file.path)
    omissions.append(DatasetOmission(path: file.path, reason: reason))
  }

  /// Adds a part; the paths are those of files in the tree.
  mutating func add(
    _ id: String, split: DatasetSplit, defect: String,
    rgb: TreeFile, geometry: GeometrySource, mask: TreeFile?, masks: InspectionMasks = .none
  ) {
    samples.append(
      DatasetSample(
        id: id, category: category, split: split, defect: defect,
        rgb: path(rgb), geometry: geometry, mask: mask.map(path), masks: masks))
  }

  /// Adds the parts that have both an image and a cloud of the same name, and omits the rest.
  mutating func addParts(
    split: DatasetSplit, defect: String, images: [TreeFile], clouds: [TreeFile], masks: [TreeFile],
    inspection: InspectionFiles = InspectionFiles()
  ) {
    let images = firstByStem(images) { $0.stem }
    let clouds = firstByStem(clouds) { $0.stem }
    let masks = firstByStem(masks, stem: \.maskedStem)
    let rois = firstByStem(inspection.roi) { $0.stem(without: TreeFile.roiEnding) }
    let ignores = firstByStem(inspection.ignore) { $0.stem(without: TreeFile.ignoreEnding) }
    for (stem, image) in images.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      guard let cloud = clouds[stem] else {
        omit(image, because: .withoutGeometry)
        continue
      }
      let geometry = GeometrySource.xyz(path: path(cloud))
      add(
        stem, split: split, defect: defect, rgb: image, geometry: geometry, mask: masks[stem],
        masks: InspectionMasks(roi: rois[stem].map(path), ignore: ignores[stem].map(path)))
    }
    omit(clouds, absentFrom: images, because: .withoutImage)
    for masks in [masks, rois, ignores] { omit(masks, absentFrom: images, because: .maskWithoutPart) }
  }

  /// Notes every file of a folder that nothing has used, documentation aside.
  mutating func omitUnknownFiles(of folder: TreeFolder) {
    for file in folder.allFiles where !known.contains(file.path) && !file.isDocumentation {
      omit(file, because: .unknownFile)
    }
  }

  private mutating func omit(
    _ files: [String: TreeFile], absentFrom images: [String: TreeFile],
    because reason: DatasetOmission.Reason
  ) {
    for file in files.filter({ images[$0.key] == nil }).values.sorted(by: { $0.path < $1.path }) {
      omit(file, because: reason)
    }
  }

  /// One file for each stem; of two that differ in their ending the second is omitted.
  private mutating func firstByStem(
    _ files: [TreeFile], stem: (TreeFile) -> String
  ) -> [String: TreeFile] {
    recognise(files)
    var chosen: [String: TreeFile] = [:]
    for file in files {
      if chosen[stem(file)] == nil {
        chosen[stem(file)] = file
      } else {
        omit(file, because: .sameName)
      }
    }
    return chosen
  }
}

/// The mask files of some parts that say which pixels are inspected.
struct InspectionFiles {
  /// Regions of interest.
  var roi: [TreeFile] = []

  /// Ignored regions.
  var ignore: [TreeFile] = []

  /// No files.
  init() {}

  /// Those that lie beside the images of a folder, or in its folders `roi` and `ignore`.
  init(in folder: TreeFolder) {
    roi = folder.images.filter { $0.isNamed(TreeFile.roiEnding) } + (folder.folder("roi")?.images ?? [])
    ignore =
      folder.images.filter { $0.isNamed(TreeFile.ignoreEnding) } + (folder.folder("ignore")?.images ?? [])
  }
}

extension TreeFile {
  /// What ends the stem of a mask that lies beside its image.
  static let maskEnding = "_mask"

  /// What ends the stem of a region of interest beside its image.
  static let roiEnding = "_roi"

  /// What ends the stem of an ignored region beside its image.
  static let ignoreEnding = "_ignore"

  /// Whether the stem has an ending, and something before it.
  func isNamed(_ ending: String) -> Bool { stem.hasSuffix(ending) && stem != ending }

  /// Whether the name is that of a mask beside its image.
  var isNamedMask: Bool { isNamed(Self.maskEnding) }

  /// Whether the name is that of an image rather than a mask beside it.
  var isNamedPart: Bool {
    ![Self.maskEnding, Self.roiEnding, Self.ignoreEnding].contains(where: isNamed)
  }

  /// The stem of the part that a file belongs to: `NAME` for `NAME.png` and for `NAME` with the ending.
  func stem(without ending: String) -> String {
    isNamed(ending) ? String(stem.dropLast(ending.count)) : stem
  }

  /// The stem of the part that a mask belongs to: `NAME` for `NAME.png` and for `NAME_mask.png`.
  var maskedStem: String { stem(without: Self.maskEnding) }
}
