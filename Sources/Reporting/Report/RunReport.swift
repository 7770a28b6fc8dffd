import Evaluation
import Files
import Foundation
import Mustache

/// The report of a run: one HTML file that needs no other.
public struct RunReport: Sendable {
  /// What the run was made on, where known.
  let facts: RunFacts?

  /// Where the run was made, where known.
  let environment: RunEnvironment?

  /// The settings in order, one name and value each.
  let settings: [Setting]

  /// The finished categories.
  let records: [CategoryRecord]

  /// Reads a run folder.
  ///
  /// - Throws: `ReportingError` when no category is finished, or a file cannot be used.
  public init(reading run: RunFolder) throws(ReportingError) {
    records = try run.records()
    facts = try run.readIfPresent(RunFacts.self, from: "run.json")
    environment = try run.readIfPresent(RunEnvironment.self, from: "environment.json")
    settings = try Setting.all(in: run)
  }

  /// A report of records.
  package init(records: [CategoryRecord], facts: RunFacts? = nil) {
    self.records = records
    self.facts = facts
    environment = nil
    settings = []
  }

  /// Writes the page, replacing the file as a whole.
  ///
  /// - Throws: `FileError.unwritable`.
  public func write(to path: String) throws(FileError) {
    try AtomicFile.write(html(), to: path)
  }

  /// The page.
  public func html() -> String {
    let page = ReportPage(self)
    return ReportTemplates.library.render(page, withTemplate: "report") ?? ""
  }
}

extension RunFolder {
  /// Reads a JSON file of the folder that older runs lack.
  fileprivate func readIfPresent<Value: Decodable>(
    _ type: Value.Type, from name: String
  ) throws(ReportingError) -> Value? {
    guard FileManager.default.fileExists(atPath: file(name)) else { return nil }
    return try read(type, from: name)
  }
}
