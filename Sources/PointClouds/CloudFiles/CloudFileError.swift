import Files

/// Why a file of an organised cloud could not be read.
public enum CloudFileError: Error, Equatable, CustomStringConvertible {
  /// The operating system has no such file, or cannot read it.
  case file(FileError)

  /// The file breaks the rules of its format, or ends too early.
  case damaged(path: String, expected: String, found: String)

  /// The file is sound but holds something that this reader does not take.
  case unsupported(path: String, expected: String, found: String)

  /// The cloud is larger than `CloudFileLimits` allows.
  case tooLarge(path: String, expected: String, found: String)

  /// The points do not fill a grid, or nothing says which.
  case noGrid(path: String, expected: String, found: String)

  /// One line: which file, expected against found, what to do.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .damaged(let path, let expected, let found):
      "\(DisplayPath(path)): damaged: expected \(expected), found \(found); copy or export the file again"
    case .unsupported(let path, let expected, let found):
      "\(DisplayPath(path)): expected \(expected), found \(found); export the file anew"
    case .tooLarge(let path, let expected, let found):
      "\(DisplayPath(path)): expected at most \(expected), found \(found)"
    case .noGrid(let path, let expected, let found):
      "\(DisplayPath(path)): expected \(expected), found \(found); "
        + "export an organised cloud, with one point for each pixel and missing ones kept as NaN or 0"
    }
  }
}
