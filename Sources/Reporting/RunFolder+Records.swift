import Evaluation
import Files
import Foundation

extension RunFolder {
  /// The folder of the records of finished categories.
  public var categoriesPath: String { file("categories") }

  /// Writes the record of a finished category to `categories/NAME.json`.
  public func write(_ record: CategoryRecord) throws(FileError) {
    _ = try RunFolder(categoriesPath)
    try write(record, to: "categories/\(record.name).json")
  }

  /// Writes everything that is told about all finished categories: figures, tables, scores and `run.json`.
  public func write(_ records: [CategoryRecord], _ facts: RunFacts) throws(FileError) {
    try write(facts)
    try write(EvaluationReport(of: records))
    try writeTables(of: records, facts)
    try writeScores(of: records)
  }

  /// Whether a category of a name is finished.
  public func hasRecord(of category: String) -> Bool {
    FileManager.default.fileExists(atPath: file("categories/\(category).json"))
  }

  /// Whether any category is finished.
  public var hasRecords: Bool {
    ((try? FileManager.default.contentsOfDirectory(atPath: categoriesPath)) ?? []).contains(
      where: Self.isRecord)
  }

  /// Forgets all finished categories.
  ///
  /// - Throws: `FileError.unwritable`.
  public func removeRecords() throws(FileError) {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: categoriesPath)) ?? []
    for name in files where Self.isRecord(name) {
      do {
        try FileManager.default.removeItem(atPath: categoriesPath + "/" + name)
      } catch {
        throw .unwritable(path: categoriesPath + "/" + name, reason: error.localizedDescription)
      }
    }
  }

  private static func isRecord(_ name: String) -> Bool {
    name.hasSuffix(".json") && !name.hasPrefix(AtomicFile.temporaryPrefix)
  }

  /// Writes `run.json`.
  public func write(_ facts: RunFacts) throws(FileError) {
    try write(facts, to: "run.json")
  }

  /// Writes `metrics.md` and `metrics.tex`.
  public func writeTables(of records: [CategoryRecord], _ facts: RunFacts) throws(FileError) {
    let tables = PaperTables(records, facts)
    try AtomicFile.write(tables.markdown, to: file("metrics.md"))
    try AtomicFile.write(tables.latex, to: file("metrics.tex"))
  }

  /// Writes `scores.csv`: one line for each test part of some categories.
  public func writeScores(of records: [CategoryRecord]) throws(FileError) {
    try AtomicFile.write(ScoresTable(records).csv, to: file("scores.csv"))
  }

  /// The record of a category, or nil when it is not finished.
  ///
  /// - Throws: `ReportingError` when there is a record that cannot be used.
  public func record(of category: String) throws(ReportingError) -> CategoryRecord? {
    let name = "categories/\(category).json"
    guard FileManager.default.fileExists(atPath: file(name)) else { return nil }
    let version = try read(RecordVersion.self, from: name).format
    guard version <= CategoryRecord.currentFormat else {
      throw .newerFormat(path: file(name), found: version, known: CategoryRecord.currentFormat)
    }
    return try read(CategoryRecord.self, from: name)
  }

  /// The records of all finished categories, sorted by name.
  ///
  /// - Throws: `ReportingError` when there are none, or one cannot be used.
  public func records() throws(ReportingError) -> [CategoryRecord] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: categoriesPath)) ?? []
    let names = files.filter(Self.isRecord).map { String($0.dropLast(".json".count)) }
    guard !names.isEmpty else { throw .notARun(path: path) }
    var records: [CategoryRecord] = []
    for name in names.sorted() {
      if let record = try record(of: name) { records.append(record) }
    }
    return records
  }

  /// Reads a JSON file of the folder.
  func read<Value: Decodable>(_ type: Value.Type, from name: String) throws(ReportingError) -> Value {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile.read(file(name), limit: 1 << 28)
    } catch {
      throw .file(error)
    }
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw .malformed(path: file(name), reason: "expected the JSON of a run, found something else")
    }
  }
}

/// The part of a record that every version has.
private struct RecordVersion: Decodable {
  var format: Int
}
