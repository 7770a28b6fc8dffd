import Foundation
import TestSupport

/// Makes folders with empty files in them, for tests that look at names only.
struct FileLayout {
  let folder: TemporaryFolder

  init(_ files: [String] = []) throws {
    folder = try TemporaryFolder()
    for file in files { try add(file) }
  }

  var root: String { folder.path }

  /// Creates a file and the folders above it.
  func add(_ path: String, _ content: String = "") throws {
    let target = folder.file(path)
    try FileManager.default.createDirectory(
      atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(content.utf8).write(to: URL(fileURLWithPath: target))
  }

  /// Creates an empty folder.
  func addFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: folder.file(path), withIntermediateDirectories: true)
  }

  /// Creates a symbolic link.
  func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: folder.file(path), withDestinationPath: target)
  }
}
