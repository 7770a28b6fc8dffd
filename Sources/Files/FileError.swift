/// What went wrong with a file, as far as the operating system knows.
public enum FileError: Error, Equatable, CustomStringConvertible {
  /// Nothing exists at the path.
  case missing(path: String)

  /// The path names a folder, a pipe or a device instead of a regular file.
  case notRegular(path: String, found: String)

  /// The file is larger than its reader accepts, in bytes.
  case tooLarge(path: String, size: Int, limit: Int)

  /// The operating system refused to read.
  case unreadable(path: String, reason: String)

  /// Another process is at work in the folder.
  case busy(path: String)

  /// The operating system refused to write.
  case unwritable(path: String, reason: String)

  /// One line: what failed, where, expected against found.
  public var description: String {
    switch self {
    case .missing(let path):
      "\(DisplayPath(path)): no such file"
    case .notRegular(let path, let found):
      "\(DisplayPath(path)): expected a regular file, found \(found)"
    case .tooLarge(let path, let size, let limit):
      "\(DisplayPath(path)): expected at most \(limit) bytes, found \(size)"
    case .unreadable(let path, let reason):
      "\(DisplayPath(path)): cannot be read: \(reason)"
    case .busy(let path):
      "\(DisplayPath(path)): another process is at work in this folder; wait for it or choose another"
    case .unwritable(let path, let reason):
      "\(DisplayPath(path)): cannot be written: \(reason)"
    }
  }
}
