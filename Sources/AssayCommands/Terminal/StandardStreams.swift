import Foundation

/// The three streams that every process starts with, or should.
enum StandardStreams {
  /// Opens those that the parent process has closed, so that no file of ours takes their place: input that is at its
  /// end, output that refuses every word (exit code 74, as for any lost output), and errors that nobody hears.
  static func complete() {
    for (stream, mode) in [(STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
    where fcntl(stream, F_GETFD) < 0 {
      // The lowest free number is taken, and the streams come in order.
      _ = open("/dev/null", mode)
    }
  }
}
