import Files

/// Why a tensor file was refused.
///
/// Names that stand in a file are escaped and shortened in the text, so that it can be printed as it is.
public enum TensorFileError: Error, Equatable, CustomStringConvertible {
  /// The file could not be opened, read, or written.
  case file(FileError)

  /// The content breaks the rules of the format.
  ///
  /// `part` says where: a tensor, the header, the file.
  case malformed(path: String, part: String, expected: String, found: String)

  /// A number in the file is larger than this reader accepts.
  case overLimit(path: String, quantity: String, limit: Int, found: Int)

  /// An element of a tensor is NaN or infinite, or does not fit 32 bits; `index` is its flat position.
  case notFinite(path: String, name: String, index: Int)

  /// One line: the file, the part, what was expected and what was found.
  public var description: String {
    switch self {
    case .file(let error):
      error.description
    case .malformed(let path, let part, let expected, let found):
      "\(DisplayPath(path)): \(part): expected \(expected), found \(found)"
    case .overLimit(let path, let quantity, let limit, let found):
      "\(DisplayPath(path)): expected at most \(limit) \(quantity), found \(found)"
    case .notFinite(let path, let name, let index):
      "\(DisplayPath(path)): tensor \(quoted(name)): expected finite numbers of 32 bits, "
        + "found another at element \(index); the file is damaged or its training diverged"
    }
  }
}

/// A name from a file as it may appear in a message.
func quoted(_ name: String) -> String {
  "\"\(DisplayPath(name, limit: 80))\""
}
