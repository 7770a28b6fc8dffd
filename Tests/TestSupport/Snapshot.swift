import Foundation
import Testing

/// Text that users see, pinned by a file in the repository.
public enum Snapshot {
  /// Expects `text` to equal the file; with `ASSAY_RECORD_SNAPSHOTS=1` in the environment writes the file instead.
  ///
  /// - Throws: What the system says when the file cannot be read or written.
  public static func expect(
    _ text: String, toMatch name: String, in folder: String = "Snapshots", testFile: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let path = (testFile as NSString).deletingLastPathComponent + "/\(folder)/\(name)"
    if ProcessInfo.processInfo.environment["ASSAY_RECORD_SNAPSHOTS"] == "1" {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    #expect(
      text == expected, "\(name) differs; record it anew if the change is meant",
      sourceLocation: sourceLocation)
  }
}
