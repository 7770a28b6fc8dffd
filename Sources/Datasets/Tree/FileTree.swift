import Files
import Foundation

/// Everything under the root of a data set, found in one walk that never leaves the root.
///
/// Hidden names are passed over. A link counts as what it leads to while that lies under the root.
struct FileTree {
  /// The folders of the deepest layout, and a few more.
  static let depthLimit = 8

  /// More than ten times the files of the largest layout.
  static let entryLimit = 4_000_000

  /// The root folder.
  private(set) var top: TreeFolder

  /// What was passed over, hidden names aside.
  private(set) var omissions: [DatasetOmission] = []

  private let root: String
  private var entryCount = 0

  /// Walks the folder at a path.
  ///
  /// - Throws: `DatasetError` when there is no such folder, it may not be read, or it holds millions of files.
  init(scanning path: String) throws(DatasetError) {
    root = try Self.resolvedFolder(path)
    top = TreeFolder(name: (root as NSString).lastPathComponent, path: "")
    top = try scan(top, at: root, ancestors: [root])
  }

  private static func resolvedFolder(_ path: String) throws(DatasetError) -> String {
    guard let resolved = realPath(path) else { throw .missingRoot(path: path) }
    var status = stat()
    guard stat(resolved, &status) == 0, FolderEntry.kind(ofMode: status.st_mode) == .folder else {
      throw .notAFolder(path: path)
    }
    guard access(resolved, R_OK | X_OK) == 0 else { throw .unreadableRoot(path: path) }
    return resolved
  }

  /// The path without links, or nil when it leads nowhere.
  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(validatingCString: resolved)
  }

  /// Fills a folder; `location` and `ancestors` are real paths.
  private mutating func scan(
    _ folder: TreeFolder, at location: String, ancestors: [String]
  ) throws(DatasetError) -> TreeFolder {
    guard ancestors.count <= Self.depthLimit else { return omit(folder, because: .tooDeep) }
    guard let entries = FolderEntry.list(location) else { return omit(folder, because: .unreadable) }
    entryCount += entries.count
    guard entryCount <= Self.entryLimit else { throw .tooManyFiles(path: root, limit: Self.entryLimit) }
    noteCaseTwins(entries, in: folder)
    var filled = folder
    for entry in entries {
      try add(entry, to: &filled, at: location, ancestors: ancestors)
    }
    return filled
  }

  private mutating func add(
    _ entry: FolderEntry, to folder: inout TreeFolder, at location: String, ancestors: [String]
  ) throws(DatasetError) {
    let path = folder.path.isEmpty ? entry.name : folder.path + "/" + entry.name
    var location = location == "/" ? "/" + entry.name : location + "/" + entry.name
    var kind = entry.kind
    if kind == .link {
      guard let target = follow(path, at: location, ancestors: ancestors) else { return }
      (location, kind) = target
    }
    switch kind {
    case .file:
      folder.files.append(TreeFile(name: entry.name, path: path))
    case .folder:
      let empty = TreeFolder(name: entry.name, path: path)
      folder.folders.append(try scan(empty, at: location, ancestors: ancestors + [location]))
    case .link, .other:
      omit(path, because: .notAFile)
    }
  }

  /// Where a link leads, or nil when it may not be followed.
  private mutating func follow(
    _ path: String, at location: String, ancestors: [String]
  ) -> (String, FolderEntry.Kind)? {
    var status = stat()
    guard let target = Self.realPath(location), stat(target, &status) == 0 else {
      omit(path, because: errno == ELOOP ? .linkLoop : .brokenLink)
      return nil
    }
    guard target == root || target.hasPrefix(root == "/" ? "/" : root + "/") else {
      omit(path, because: .outsideRoot)
      return nil
    }
    guard !ancestors.contains(target) else {
      omit(path, because: .linkLoop)
      return nil
    }
    return (target, FolderEntry.kind(ofMode: status.st_mode))
  }

  private mutating func noteCaseTwins(_ entries: [FolderEntry], in folder: TreeFolder) {
    let groups = Dictionary(grouping: entries) { $0.name.lowercased() }
    for entry in entries where (groups[entry.name.lowercased()]?.count ?? 0) > 1 {
      omit(folder.path.isEmpty ? entry.name : folder.path + "/" + entry.name, because: .caseTwin)
    }
  }

  private mutating func omit(_ path: String, because reason: DatasetOmission.Reason) {
    omissions.append(DatasetOmission(path: path, reason: reason))
  }

  private mutating func omit(
    _ folder: TreeFolder, because reason: DatasetOmission.Reason
  ) -> TreeFolder {
    omit(folder.path, because: reason)
    return folder
  }
}
