import Foundation

/// One name in a folder, as the operating system lists it.
struct FolderEntry {
  enum Kind {
    case file
    case folder
    case link
    case other
  }

  /// The name; invalid UTF-8 is repaired for display, and the kind is then `other`.
  let name: String

  let kind: Kind

  /// The entries of a folder, sorted by the bytes of their names, without hidden ones.
  ///
  /// - Returns: nil when the folder may not be read.
  static func list(_ path: String) -> [FolderEntry]? {
    guard let stream = opendir(path) else { return nil }
    defer { closedir(stream) }
    var entries: [FolderEntry] = []
    while let entry = readdir(stream) {
      guard let entry = FolderEntry(entry, in: path) else { continue }
      entries.append(entry)
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private init?(_ entry: UnsafeMutablePointer<dirent>, in folder: String) {
    let capacity = MemoryLayout.size(ofValue: entry.pointee.d_name)
    let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix(capacity).prefix { $0 != 0 }) }
    guard bytes.first != UInt8(ascii: ".") else { return nil }
    name = String(decoding: bytes, as: UTF8.self)
    let isReadableName = Array(name.utf8) == bytes
    kind = isReadableName ? Self.kind(entry.pointee.d_type, path: folder + "/" + name) : .other
  }

  private static func kind(_ type: UInt8, path: String) -> Kind {
    switch Int(type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    case Int(DT_UNKNOWN): kindByStatus(path)
    default: .other
    }
  }

  /// For file systems that do not store the kind beside the name.
  private static func kindByStatus(_ path: String) -> Kind {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .other }
    return kind(ofMode: status.st_mode)
  }

  /// The kind that a status names.
  static func kind(ofMode mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }
}
