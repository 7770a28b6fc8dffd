/// The exit codes of the command line; numbers follow BSD's `sysexits`.
public enum ExitStatus: Int32, Sendable {
  /// Done.
  case success = 0

  /// A part failed or could not be judged, and `--fail-on-anomaly` was given.
  case anomalyFound = 3

  /// The command line cannot be understood.
  case usage = 64

  /// A file's content is not what it should be.
  case badData = 65

  /// A file or folder that was named does not exist or cannot be read.
  case missingInput = 66

  /// A bug in Assay.
  case internalError = 70

  /// An output cannot be created.
  case cannotCreate = 73

  /// Results were lost while they were written.
  case outputLost = 74

  /// Another process is at work in the same folder.
  case busy = 75

  /// Ended by SIGINT, which Ctrl-C sends.
  case interrupted = 130

  /// Ended by SIGTERM.
  case terminated = 143

  /// Whether it says that results could not be delivered, as opposed to something about the input.
  var isAboutOutput: Bool { self == .cannotCreate || self == .outputLost }
}
