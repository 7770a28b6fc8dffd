import Foundation

/// Replaces a folder as a whole: readers see all old files or all new ones.
public enum AtomicFolder {
  /// Fills a new folder beside `path` and puts it in the place of what was there.
  ///
  /// - Parameters:
  ///   - path: The folder to create or replace.
  ///   - fill: Writes the content into the folder whose path it gets.
  /// - Throws: What `fill` throws, or `FileError.unwritable`; the old folder is as it was then.
  public static func replace(_ path: String, fill: (String) throws -> Void) throws {
    let target = (path as NSString).standardizingPath
    let folder = (target as NSString).deletingLastPathComponent
    let name = "\(AtomicFile.temporaryPrefix)\(getpid())-\((target as NSString).lastPathComponent)"
    let temporary = folder.isEmpty ? name : folder + "/" + name
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    // In a container every run may have the same number, so an earlier run that was killed may have left the name.
    try? FileManager.default.removeItem(atPath: temporary)
    guard mkdir(temporary, 0o777) == 0 else {
      throw FileError.unwritable(path: path, reason: systemMessage(errno))
    }
    try fill(temporary)
    AtomicFile.flushFolder(temporary)
    try place(temporary, at: target)
    AtomicFile.flushFolder(folder.isEmpty ? "." : folder)
  }

  /// Renames into place, by exchange when something is there; the old folder ends up as the temporary one.
  private static func place(_ temporary: String, at target: String) throws(FileError) {
    if rename(temporary, target) == 0 { return }
    guard errno == ENOTEMPTY || errno == EEXIST, exchange(temporary, target) else {
      throw .unwritable(path: target, reason: systemMessage(errno))
    }
  }

  /// Swaps two paths in one step of the kernel (`renameat2`, which Swift's headers leave out).
  private static func exchange(_ first: String, _ second: String) -> Bool {
    typealias Rename =
      @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    let exchangeFlag: UInt32 = 2
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "renameat2") else {
      errno = ENOSYS
      return false
    }
    return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, first, AT_FDCWD, second, exchangeFlag) == 0
  }
}
