extension Dataset {
  /// Finds the parts under a folder, which is the root of a data set or one category of it.
  ///
  /// - Parameters:
  ///   - root: The folder.
  ///   - layout: How it is laid out; `automatic` recognises the layout.
  ///   - options: Choices that the data set leaves open.
  /// - Returns: The parts found, and what was passed over.
  /// - Throws: `DatasetError` when there is no such folder or no category in it.
  public static func open(
    root: String, layout: DatasetLayout = .automatic, options: DatasetOptions = DatasetOptions()
  ) throws(DatasetError) -> Dataset {
    let tree = try FileTree(scanning: root)
    let layout = layout == .automatic ? try recognise(tree.top, root: root) : layout
    guard let reader = layout.reader(options) else { preconditionFailure("no reader for \(layout)") }
    let folders = reader.categories(under: tree.top)
    guard !folders.isEmpty else {
      throw .noCategory(path: root, layout: layout, found: tree.top.entryNames)
    }
    var categories: [DatasetCategory] = []
    var omissions = tree.omissions + folders.unused(in: tree.top)
    for folder in folders {
      let index = read(folder, by: reader, root: root, options: options)
      categories.append(DatasetCategory(name: folder.name, samples: index.samples, masks: index.masks))
      omissions += index.omissions
    }
    return Dataset(
      root: root, layout: layout, categories: categories, omissions: omissions, options: options)
  }

  /// The layout of the categories under a root.
  private static func recognise(_ top: TreeFolder, root: String) throws(DatasetError) -> DatasetLayout {
    let candidates: [(layout: DatasetLayout, reader: any LayoutReader)] = [
      (.mvtec3D, MVTec3DReader()), (.eyecandies, EyecandiesReader(imageNumber: 0)),
    ]
    let fitting = candidates.filter { !$0.reader.categories(under: top).isEmpty }.map(\.layout)
    guard fitting.count < 2 else { throw .ambiguousLayout(path: root, layouts: fitting) }
    if let layout = fitting.first { return layout }
    if !FolderReader().categories(under: top).isEmpty { return .folder }
    throw .unrecognisedLayout(path: root, found: top.entryNames)
  }

  private static func read(
    _ folder: TreeFolder, by reader: any LayoutReader, root: String, options: DatasetOptions
  ) -> CategoryIndex {
    var index = CategoryIndex(category: folder.name, root: root)
    reader.read(folder, into: &index)
    // Folders that say which part is for what are taken at their word; without validation parts a fit cross-fits.
    let isSplit = DatasetSplit.allCases.contains { folder.folder($0.rawValue) != nil }
    if !isSplit, !(reader is EyecandiesReader) {
      index.samples = GoodPartDivision(options: options).divided(index.samples)
    }
    index.samples.sort(by: DatasetSample.comesBefore)
    index.omitUnknownFiles(of: folder)
    return index
  }
}

extension [TreeFolder] {
  /// What lies beside the categories and is none.
  fileprivate func unused(in top: TreeFolder) -> [DatasetOmission] {
    guard self != [top] else { return [] }
    let names = Set(map(\.name))
    let folders = top.folders.filter { !names.contains($0.name) }
    let files = top.files.filter { !$0.isDocumentation }
    return folders.map { DatasetOmission(path: $0.path, reason: .unknownFolder) }
      + files.map { DatasetOmission(path: $0.path, reason: .unknownFile) }
  }
}

extension TreeFolder {
  /// What a folder holds, for messages.
  var entryNames: [String] { folders.map { $0.name + "/" } + files.map(\.name) }
}

extension TreeFile {
  /// Whether the file is one that people put beside data: a licence, notes, a camera description.
  var isDocumentation: Bool {
    ["txt", "md", "json", "yaml", "yml", "csv", "pdf", "html"].contains(ending)
      || ["license", "licence", "readme"].contains(name.lowercased())
  }
}

extension DatasetSample {
  /// Split, then good before defects, then defect and name in byte order.
  fileprivate static func comesBefore(_ first: DatasetSample, _ second: DatasetSample) -> Bool {
    let ranks = [first, second].map { sample in
      [DatasetSplit.train, .validation, .test].firstIndex(of: sample.split) ?? 0
    }
    if ranks[0] != ranks[1] { return ranks[0] < ranks[1] }
    if first.isGood != second.isGood { return first.isGood }
    if first.defect != second.defect {
      return first.defect.utf8.lexicographicallyPrecedes(second.defect.utf8)
    }
    return first.id.utf8.lexicographicallyPrecedes(second.id.utf8)
  }
}
