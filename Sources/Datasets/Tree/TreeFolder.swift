/// A folder below the root of a data set, with everything in it that may be used, sorted by name.
struct TreeFolder: Equatable {
  /// The last component of the path; of the root, the name of the root folder itself.
  let name: String

  /// The path relative to the root; empty for the root.
  let path: String

  /// Sub-folders.
  var folders: [TreeFolder] = []

  /// Regular files.
  var files: [TreeFile] = []

  /// The sub-folder of a name.
  func folder(_ name: String) -> TreeFolder? {
    folders.first { $0.name == name }
  }

  /// The first sub-folder that has one of the names, in the order of the names.
  func folder(anyOf names: [String]) -> TreeFolder? {
    names.lazy.compactMap(folder).first
  }

  /// The PNG files right in this folder.
  var images: [TreeFile] { files.filter(\.isPNG) }

  /// The TIFF files right in this folder.
  var clouds: [TreeFile] { files.filter(\.isTIFF) }

  /// Every file in this folder and below it.
  var allFiles: [TreeFile] {
    files + folders.flatMap(\.allFiles)
  }
}
