import Adaptation
import Files
import Foundation

/// The log of a job, one JSON object on each line; lines are appended whole.
final class EventLog {
  private let path: String
  private let descriptor: Int32

  /// Opens a log at its end; half a line that a killed process left there is taken away.
  ///
  /// - Throws: `FileError.unwritable`.
  init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(path) }
    let whole = try Self.wholeLines(of: path)
    guard ftruncate(descriptor, off_t(whole)) == 0 else { throw Self.failure(path) }
  }

  deinit { close(descriptor) }

  /// Appends an event.
  ///
  /// - Throws: `FileError.unwritable` when the disk does not take it.
  func append(_ event: JobEvent) throws {
    let line = Array(try JobJSON.encoder.encode(event)) + [UInt8(ascii: "\n")]
    guard line.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == line.count else {
      throw Self.failure(path)
    }
  }

  /// The reports of the first steps, in order, of the log of a job; of a step that was taken twice the later report.
  static func reports(in path: String, upTo step: Int) -> [StepReport] {
    var reports: [Int: StepReport] = [:]
    let content = (try? InputFile.read(path, limit: 1 << 30)) ?? []
    for line in content.split(separator: UInt8(ascii: "\n")) {
      guard let report = try? JobJSON.decoder.decode(StepReport.self, from: Data(line)) else { continue }
      reports[report.step] = report
    }
    return reports.values.filter { $0.step <= step }.sorted { $0.step < $1.step }
  }

  /// The bytes up to the last end of a line.
  private static func wholeLines(of path: String) throws(FileError) -> Int {
    let content = try InputFile.read(path, limit: 1 << 30)
    return content.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  private static func failure(_ path: String) -> FileError {
    .unwritable(path: path, reason: String(cString: strerror(errno)))
  }
}
