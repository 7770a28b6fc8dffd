import Evaluation
import Files
import Foundation

/// The folder that every evaluation leaves behind: results, what was asked for, and where it ran.
///
/// | file | content |
/// | --- | --- |
/// | `metrics.json` | `EvaluationReport` |
/// | `metrics.csv` | the same figures, one line for each row of each category |
/// | `metrics.md`, `metrics.tex` | tables beside published figures, in Markdown and LaTeX |
/// | `config.json` | the settings after defaults, file and flags were resolved |
/// | `environment.json` | `RunEnvironment` |
/// | `timings.json` | seconds by stage |
/// | `run.json` | `RunFacts` |
/// | `scores.csv` | one line for each test part |
/// | `categories/NAME.json` | `CategoryRecord`: all that the report needs of a category |
/// | `report.html` | what `assay report` makes of them |
///
/// Keys are sorted, so that two runs can be compared with `diff`. Beside the folder a link `latest` leads to
/// the newest run.
public struct RunFolder: Sendable {
  /// Where the folder is.
  public let path: String

  /// Creates the folder, with those above it, or takes an existing one.
  ///
  /// - Throws: `FileError.unwritable`.
  public init(_ path: String) throws(FileError) {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(path: path, reason: error.localizedDescription)
    }
  }

  /// A folder that exists already, to be read.
  public init(existing path: String) {
    self.path = path
  }

  /// The path of something in the folder.
  public func file(_ name: String) -> String { path + "/" + name }

  /// Writes `metrics.json` and `metrics.csv`.
  public func write(_ report: EvaluationReport) throws(FileError) {
    try write(report, to: "metrics.json")
    try AtomicFile.write(MetricsTable(allOf: report).csv, to: file("metrics.csv"))
  }

  /// Writes the resolved settings to `config.json`.
  public func write(configuration: some Encodable) throws(FileError) {
    try write(configuration, to: "config.json")
  }

  /// Writes `environment.json`.
  public func write(_ environment: RunEnvironment) throws(FileError) {
    try write(environment, to: "environment.json")
  }

  /// Writes seconds by stage to `timings.json`.
  public func write(timings: [String: Double]) throws(FileError) {
    try write(timings, to: "timings.json")
  }

  /// Lets `latest` beside the folder lead to it; what is called so and is no link stays as it is.
  public func linkLatest() throws(FileError) {
    let folder = (URL(fileURLWithPath: path).standardizedFileURL.path as NSString)
    let link = folder.deletingLastPathComponent + "/latest"
    guard folder.lastPathComponent != "latest", isLinkOrAbsent(link) else { return }
    let temporary = folder.deletingLastPathComponent + "/\(AtomicFile.temporaryPrefix)\(getpid())-latest"
    unlink(temporary)
    guard symlink(folder.lastPathComponent, temporary) == 0, rename(temporary, link) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      throw .unwritable(path: link, reason: reason)
    }
  }

  func write(_ value: some Encodable, to name: String) throws(FileError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data: Data
    do {
      data = try encoder.encode(value)
    } catch {
      throw .unwritable(path: file(name), reason: "cannot be written as JSON: \(error)")
    }
    try AtomicFile.write(data + [UInt8(ascii: "\n")], to: file(name))
  }

  private func isLinkOrAbsent(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return true }
    return status.st_mode & S_IFMT == S_IFLNK
  }
}
