import Foundation

/// Replaces a file as a whole: readers see the old content or the new, never a part, and a crash or a full
/// disk leaves the old.
public enum AtomicFile {
  /// The start of the name of every unfinished file, for sweeping up after a killed process.
  public static let temporaryPrefix = ".assay-unfinished-"

  /// Writes `content` to `path`: a temporary file beside it, flushed to disk, then renamed, then the
  /// folder flushed.
  ///
  /// - Throws: `FileError.unwritable`; the temporary file is gone then.
  public static func write(_ content: some Sequence<UInt8>, to path: String) throws(FileError) {
    let folder = (path as NSString).deletingLastPathComponent
    let name = "\(temporaryPrefix)\(getpid())-\((path as NSString).lastPathComponent)"
    let temporary = folder.isEmpty ? name : folder + "/" + name
    do throws(FileError) {
      try fill(temporary, with: Array(content))
      guard rename(temporary, path) == 0 else {
        throw .unwritable(path: path, reason: systemMessage(errno))
      }
      flushFolder(folder.isEmpty ? "." : folder)
    } catch {
      unlink(temporary)
      throw .unwritable(path: path, reason: error.reason)
    }
  }

  /// Writes text as UTF-8; see `write(_:to:)`.
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(text.utf8, to: path)
  }

  /// Removes unfinished files and folders from a folder: what killed processes left there.
  ///
  /// - Parameters:
  ///   - folder: The folder; those below it stay as they are.
  ///   - includingOwn: Whether this process gives up its own unfinished files too, because it is about to end.
  public static func sweep(_ folder: String, includingOwn: Bool = false) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(temporaryPrefix) {
      guard let owner = owner(of: name) else { continue }
      let path = folder + "/" + name
      let isAbandoned = owner == getpid() ? includingOwn : !isAlive(owner) && isOld(path)
      if isAbandoned { try? FileManager.default.removeItem(atPath: path) }
    }
  }

  private static func isAlive(_ process: pid_t) -> Bool { kill(process, 0) == 0 || errno == EPERM }

  /// Whether nothing happened to a file for an hour: on a shared disk its process may live on another machine.
  private static func isOld(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && time(nil) - status.st_mtim.tv_sec > 3600
  }

  /// The process that writes an unfinished file.
  private static func owner(of name: String) -> pid_t? {
    pid_t(name.dropFirst(temporaryPrefix.count).prefix { $0.isNumber })
  }

  private static func fill(_ path: String, with content: [UInt8]) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: systemMessage(errno)) }
    let failure = writeAll(content, to: descriptor)
    guard close(descriptor) == 0, failure == 0 else {
      throw .unwritable(path: path, reason: systemMessage(failure == 0 ? errno : failure))
    }
  }

  /// Writes and flushes; returns 0 or the error number.
  private static func writeAll(_ content: [UInt8], to descriptor: Int32) -> Int32 {
    content.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        if count < 0 { return errno }
        written += count
      }
      return fsync(descriptor) == 0 ? 0 : errno
    }
  }

  /// Makes the names in a folder durable.
  static func flushFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension FileError {
  fileprivate var reason: String {
    switch self {
    case .unwritable(_, let reason), .unreadable(_, let reason): reason
    default: description
    }
  }
}
