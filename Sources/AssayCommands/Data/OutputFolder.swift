import Files
import Foundation

/// Makes the folders that outputs go to.
enum OutputFolder {
  /// Creates a folder and those above it.
  ///
  /// - Throws: `CommandFailure` with exit code 73.
  static func create(_ path: String) throws(CommandFailure) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(
        .cannotCreate,
        "\(DisplayPath(path)): the folder cannot be created; check the path and its permissions")
    }
    Interruption.shared.guardFolder(path)
  }

  /// Creates the folder that a file or bundle goes into.
  static func create(parentOf path: String) throws(CommandFailure) {
    let parent = (path as NSString).standardizingPath as NSString
    let folder = parent.deletingLastPathComponent
    if folder.isEmpty { Interruption.shared.guardFolder(".") } else { try create(folder) }
  }
}
