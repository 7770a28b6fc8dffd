import Datasets
import Files
import Foundation

/// Pairs named one by one as JSON lines: `{"id":"7","rgb":"a.png","xyz":"a.tiff"}`; `id` may be left out, and masks
/// of inspected pixels added as `roi` and `ignore`.
enum PairList {
  private struct Line: Decodable {
    let id: String?
    let rgb: String
    let xyz: String
    let roi: String?
    let ignore: String?
  }

  private static let sizeLimit = 1 << 30

  /// The pair of one line; relative paths start at `folder`, messages name `place`.
  ///
  /// - Throws: `CommandFailure` when the line names no pair.
  static func pair(_ text: String, relativeTo folder: String, place: String) throws(CommandFailure)
    -> PairPaths
  {
    let line: Line
    do { line = try JSONDecoder().decode(Line.self, from: Data(text.utf8)) } catch {
      throw CommandFailure(
        .badData, "\(place): expected {\"rgb\":\"…\",\"xyz\":\"…\"}, found \(DisplayPath(text, limit: 80))")
    }
    return PairPaths(
      id: line.id ?? line.rgb, rgb: resolve(line.rgb, in: folder), xyz: resolve(line.xyz, in: folder),
      masks: InspectionMasks(
        roi: line.roi.map { resolve($0, in: folder) }, ignore: line.ignore.map { resolve($0, in: folder) }))
  }

  /// All lines of a file; empty lines are left out, relative paths start at the file's folder.
  static func read(_ path: String) throws -> [PairPaths] {
    let text = String(decoding: try InputFile.read(path, limit: sizeLimit), as: UTF8.self)
    let folder = (path as NSString).deletingLastPathComponent
    return try text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
      number, line in
      guard line.contains(where: { !$0.isWhitespace }) else { return nil }
      return try pair(String(line), relativeTo: folder, place: "\(DisplayPath(path)), line \(number + 1)")
    }
  }

  private static func resolve(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
  }
}
