import Files

/// Why an image file could not be read or written.
public enum ImageFileError: Error, Equatable {
  /// The operating system has no such file, or cannot read or write it.
  case file(FileError)

  /// The file is of another kind.
  case otherFormat(path: String, expected: String, found: String)

  /// The file is of the right kind but broken.
  case damaged(path: String, expected: String, found: String)

  /// The file is sound but holds something that this reader does not take.
  case unsupported(path: String, expected: String, found: String)

  /// The image is larger than `ImageLimits` allows.
  case tooLarge(path: String, expected: String, found: String)
}

extension ImageFileError {
  /// Whether there is nothing to read at the path, as opposed to something wrong with what is there.
  public var isMissing: Bool {
    switch self {
    case .file(.missing), .file(.unreadable): true
    default: false
    }
  }

  /// Whether writing failed.
  public var isUnwritable: Bool {
    if case .file(.unwritable) = self { true } else { false }
  }
}

extension ImageFileError: CustomStringConvertible {
  /// One line: which file, expected against found, what to do.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .otherFormat(let path, let expected, let found):
      "\(DisplayPath(path)): expected \(expected), found \(found)"
    case .damaged(let path, let expected, let found):
      "\(DisplayPath(path)): damaged: expected \(expected), found \(found); copy or export the file again"
    case .unsupported(let path, let expected, let found):
      "\(DisplayPath(path)): expected \(expected), found \(found); convert the file"
    case .tooLarge(let path, let expected, let found):
      "\(DisplayPath(path)): expected at most \(expected), found \(found); scale the image down"
    }
  }
}
