import Files

/// What can be wrong with a run folder that is read.
public enum ReportingError: Error, Equatable, CustomStringConvertible {
  /// The folder holds no finished category.
  case notARun(path: String)

  /// A file of the folder cannot be understood.
  case malformed(path: String, reason: String)

  /// A file of the folder was written by a newer version.
  case newerFormat(path: String, found: Int, known: Int)

  /// A file cannot be read.
  case file(FileError)

  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .notARun(let path):
      "\(DisplayPath(path)): expected a run folder with categories/NAME.json, found none; "
        + "`assay evaluate --out` writes one"
    case .malformed(let path, let reason):
      "\(DisplayPath(path)): \(reason); evaluate the category again with --restart"
    case .newerFormat(let path, let found, let known):
      "\(DisplayPath(path)): expected format \(known) at most, found \(found); use a newer version of Assay"
    case .file(let error): error.description
    }
  }
}
