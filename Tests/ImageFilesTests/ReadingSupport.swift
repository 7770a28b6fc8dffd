import Foundation
import ImageFiles
import TestSupport
import Testing

/// What a reader did with a file.
enum Outcome: Equatable {
  case answered
  case refused(ImageFileError)

  /// Runs a reader; a refusal must name the file in one short printable line.
  init<Value>(
    of path: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ read: (String) throws(ImageFileError) -> Value
  ) {
    do {
      _ = try read(path)
      self = .answered
    } catch {
      self = .refused(error)
      let text = error.description
      let name = (path as NSString).lastPathComponent
      #expect(text.contains(name), "\(text)", sourceLocation: sourceLocation)
      #expect(text.utf8.count < 600 && !text.contains("\n"), "\(text)", sourceLocation: sourceLocation)
    }
  }

  var isRefused: Bool { self != .answered }
}

/// The rows of a tab-separated table.
func tableRows(_ path: String) throws -> [[String]] {
  try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
    $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }
}

/// The rows of a table in this target's fixtures.
func fixtureRows(_ name: String) throws -> [[String]] {
  let folder = try #require(Bundle.module.resourcePath)
  return try tableRows(folder + "/Fixtures/" + name)
}

let corpus = SharedData.path("corpora/bad-inputs")
