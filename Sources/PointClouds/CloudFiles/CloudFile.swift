import Files

/// Reads organised clouds of other programs: PLY and PCD.
///
/// A cloud is organised when its points fill the grid of an image row by row, missing ones included.
public enum CloudFile {
  /// The endings of file names that are read.
  public static let endings = ["ply", "pcd"]

  /// Reads a cloud; what the file is, its first bytes tell.
  ///
  /// - Parameters:
  ///   - path: A PLY or PCD file.
  ///   - size: The grid, where the file does not state it.
  /// - Returns: The points as stored, and their colours.
  /// - Throws: `CloudFileError` that names the file, what was expected and what was found.
  public static func read(_ path: String, size: GridSize? = nil) throws(CloudFileError) -> StoredCloud {
    let source = try CloudSource(path)
    if source.content.starts(with: "ply".utf8) { return try PLYFile(source).cloud(size: size) }
    if ["#", "VERSION", "FIELDS"].contains(where: { source.content.starts(with: $0.utf8) }) {
      return try PCDFile(source).cloud(size: size)
    }
    throw .unsupported(path: path, expected: "a PLY or PCD cloud", found: source.start)
  }
}

/// The bytes of a cloud's file, and the errors that name it.
struct CloudSource {
  let path: String
  let content: [UInt8]

  /// Reads a file that is not too large.
  init(_ path: String) throws(CloudFileError) {
    do throws(FileError) {
      content = try InputFile.read(path, limit: CloudFileLimits.fileBytes)
    } catch {
      throw .file(error)
    }
    self.path = path
  }

  /// The first bytes in words.
  var start: String {
    content.isEmpty
      ? "an empty file"
      : "a file that begins with \"\(DisplayPath(String(decoding: content.prefix(12), as: UTF8.self)))\""
  }

  func damaged(_ expected: String, _ found: String) -> CloudFileError {
    .damaged(path: path, expected: expected, found: DisplayPath(found, limit: 120).description)
  }

  func unsupported(_ expected: String, _ found: String) -> CloudFileError {
    .unsupported(path: path, expected: expected, found: DisplayPath(found, limit: 120).description)
  }

  /// The grid of `count` points: the one that the file states, or the user, who may not contradict it.
  func grid(
    stated: GridSize?, asked: GridSize?, count: Int, hint: String
  ) throws(CloudFileError) -> GridSize {
    if let stated, let asked, stated != asked {
      throw .noGrid(path: path, expected: "\(asked) points, as --size says", found: "a grid of \(stated)")
    }
    guard let size = asked ?? stated else {
      throw .noGrid(path: path, expected: hint, found: "\(count) points and nothing that says their grid")
    }
    guard size.isAllowed else {
      throw .tooLarge(
        path: path, expected: "\(CloudFileLimits.points) points and \(CloudFileLimits.side) per side",
        found: "\(size)")
    }
    guard size.count == count else {
      throw .noGrid(path: path, expected: "\(size.count) points of a grid of \(size)", found: "\(count)")
    }
    return size
  }
}
