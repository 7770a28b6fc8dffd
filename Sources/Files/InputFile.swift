/// Reads a file from outside without trusting it.
public enum InputFile {
  /// The whole content of a regular file; see `OpenFile`.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - limit: The largest size accepted, in bytes; checked before memory is taken.
  /// - Returns: The bytes.
  /// - Throws: `FileError` when there is no such file, it is not regular, too large, or unreadable.
  public static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let file = try OpenFile(path)
    guard file.size <= limit else { throw .tooLarge(path: path, size: file.size, limit: limit) }
    return try file.read(count: file.size)
  }
}
