import Foundation
import Synchronization

/// Where a command's words go: results to standard output, everything else to standard error.
///
/// Output that cannot be delivered is an error (exit 74), never lost in silence; words to standard error that
/// cannot be delivered are dropped, because there is nowhere left to say so.
public final class Console: Sendable {
  private let isQuiet: Bool
  private let progress = Mutex<ProgressLine?>(nil)

  /// Whether standard error is a terminal that can redraw a line.
  let isInteractive: Bool

  /// Opens the console.
  ///
  /// - Parameter isQuiet: Drops notes and progress; warnings and errors stay.
  public init(isQuiet: Bool = false) {
    self.isQuiet = isQuiet
    isInteractive =
      isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    // A reader that goes away is an error to report, not a signal to die of.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Writes one result line to standard output.
  ///
  /// - Throws: `CommandFailure` with exit code 74 when it cannot be delivered; without words when the reader has
  ///   gone away, as `head` does when it has seen enough.
  public func result(_ line: String) throws(CommandFailure) {
    clearProgress()
    guard Self.write(line + "\n", to: STDOUT_FILENO) else {
      let reason = errno
      throw CommandFailure(
        .outputLost,
        reason == EPIPE ? "" : "standard output cannot be written: \(String(cString: strerror(reason)))")
    }
  }

  /// Says something that helps but is not a result.
  public func note(_ text: String) {
    guard !isQuiet else { return }
    clearProgress()
    _ = Self.write(text + "\n", to: STDERR_FILENO)
  }

  /// Says something that needs attention, also in quiet mode.
  public func warning(_ text: String) {
    clearProgress()
    _ = Self.write("warning: \(text)\n", to: STDERR_FILENO)
  }

  /// Says why a command ends.
  public func error(_ text: String) {
    clearProgress()
    _ = Self.write("error: \(text)\n", to: STDERR_FILENO)
  }

  /// Shows how far a long step is, on one line that redraws itself; nothing when quiet or not on a terminal.
  ///
  /// - Parameters:
  ///   - step: What is being done, such as `fitting bagel`.
  ///   - done: Units done.
  ///   - total: Units in all.
  public func progress(_ step: String, done: Int, of total: Int) {
    guard !isQuiet, isInteractive else { return }
    let text = progress.withLock { line -> String? in
      if line?.step != step { line = ProgressLine(step: step) }
      return line?.text(done: done, of: total)
    }
    if let text { _ = Self.write("\r\u{1B}[K" + text, to: STDERR_FILENO) }
    if done >= total { clearProgress() }
  }

  private func clearProgress() {
    let wasShown = progress.withLock { line in
      defer { line = nil }
      return line != nil
    }
    if wasShown { _ = Self.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }

  /// Writes all of `text`; false when the descriptor does not take it.
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = ArraySlice(text.utf8)
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }
}
