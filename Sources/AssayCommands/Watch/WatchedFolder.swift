import Files
import Foundation

/// The images and clouds that lie in a folder right now: side by side, or in `rgb/` and `xyz/`.
///
/// Hidden names are passed over, because cameras and copying tools write under them before they rename, and so are
/// masks (`NAME_mask.png`).
package struct WatchedFolder {
  /// The path as it was named.
  package let path: String

  /// One of the two files of a pair.
  package struct Sighting: Equatable {
    package let path: String
    package let stamp: FileStamp

    /// A file, and what it is like right now.
    package init(path: String, stamp: FileStamp) {
      self.path = path
      self.stamp = stamp
    }
  }

  /// What lies in the folder under one name.
  package struct Files: Equatable {
    package var image: Sighting?
    package var cloud: Sighting?

    /// Up to two files of one name.
    package init(image: Sighting? = nil, cloud: Sighting? = nil) {
      self.image = image
      self.cloud = cloud
    }
  }

  /// A folder that exists.
  ///
  /// - Throws: `FileError.missing`, or `FileError.unreadable` when it is no folder.
  package init(_ path: String) throws(FileError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .missing(path: path)
    }
    guard isFolder.boolValue, Self.names(in: path) != nil else {
      throw .unreadable(path: path, reason: isFolder.boolValue ? "no permission" : "not a folder")
    }
    self.path = path
  }

  /// Everything that may belong to a pair, by the name that both files share; nil when the folder cannot be read.
  package func files() -> [String: Files]? {
    guard let names = Self.names(in: path) else { return nil }
    var found: [String: Files] = [:]
    for name in names { add(name, in: path, to: &found) }
    for folder in ["rgb", "xyz"] where names.contains(folder) {
      for name in Self.names(in: "\(path)/\(folder)") ?? [] { add(name, in: "\(path)/\(folder)", to: &found) }
    }
    return found
  }

  private func add(_ name: String, in folder: String, to found: inout [String: Files]) {
    let url = name as NSString
    let (stem, ending) = (url.deletingPathExtension, url.pathExtension.lowercased())
    guard !name.hasPrefix("."), !stem.hasSuffix("_mask") else { return }
    let file = "\(folder)/\(name)"
    func sighting() -> Sighting? { FileStamp(file).map { Sighting(path: file, stamp: $0) } }
    switch ending {
    case "png": found[stem, default: Files()].image = sighting()
    case "tiff", "tif": found[stem, default: Files()].cloud = sighting()
    default: return
    }
  }

  private static func names(in folder: String) -> [String]? {
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted()
  }
}
