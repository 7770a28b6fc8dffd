import Detection
import Files
import TensorFiles

/// Tensor files that carry a checksum of their own content, so that a damaged one is never used.
enum SealedTensors {
  private static let key = "sha256"

  /// Writes a file with its checksum, in the place of an older one.
  ///
  /// - Throws: `TensorFileError` when a number is not finite or the file cannot be written.
  static func write(_ file: SafetensorsFile, to path: String) throws {
    var sealed = file
    sealed.metadata[key] = try digest(of: file, path: path)
    try sealed.write(to: path)
  }

  /// Reads a file that `write` has written.
  ///
  /// - Throws: `TensorFileError` when it cannot be read, `FineTuningError.damaged` when its content has changed.
  static func read(_ path: String) throws -> SafetensorsFile {
    var file = try SafetensorsFile.read(path)
    let recorded = file.metadata.removeValue(forKey: key)
    guard try recorded == digest(of: file, path: path) else {
      throw FineTuningError.damaged(path: path)
    }
    return file
  }

  private static func digest(of file: SafetensorsFile, path: String) throws -> String {
    FileDigest.sha256(of: try file.encoded(path: path))
  }
}
