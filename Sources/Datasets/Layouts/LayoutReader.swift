/// Finds the parts of one layout in a tree of files.
protocol LayoutReader {
  /// Whether a folder looks like one category of this layout.
  func isCategory(_ folder: TreeFolder) -> Bool

  /// Finds the parts of a category; anything left over is an omission.
  func read(_ category: TreeFolder, into index: inout CategoryIndex)
}

extension LayoutReader {
  /// The categories under a root, which may be a category itself.
  func categories(under top: TreeFolder) -> [TreeFolder] {
    isCategory(top) ? [top] : top.folders.filter(isCategory)
  }
}

extension DatasetLayout {
  /// The reader of this layout; nil for `automatic`.
  func reader(_ options: DatasetOptions) -> (any LayoutReader)? {
    switch self {
    case .automatic: nil
    case .mvtec3D: MVTec3DReader()
    case .eyecandies: EyecandiesReader(imageNumber: options.eyecandiesImage)
    case .folder: FolderReader()
    }
  }
}
