import Files
import Yams

/// Reads the small YAML files of Eyecandies without trusting them.
enum YAMLFile {
  /// The published files have about 60 bytes.
  static let limit = 4096

  /// The root node of a file.
  ///
  /// Aliases are refused: with them a few lines stand for more data than memory holds.
  static func read(_ path: String) throws(DatasetError) -> Node {
    let text = String(decoding: try bytes(path), as: UTF8.self)
    guard !text.contains("*") else {
      throw .badYAML(path: path, expected: "plain YAML values", found: "an alias (*)")
    }
    guard let node = try? Yams.compose(yaml: text) else {
      throw .badYAML(path: path, expected: "YAML", found: "text that is none")
    }
    return node
  }

  private static func bytes(_ path: String) throws(DatasetError) -> [UInt8] {
    do throws(FileError) {
      return try InputFile.read(path, limit: limit)
    } catch {
      throw .file(error)
    }
  }
}
