/// A signal that asks a job to stop.
public enum StopSignal: Int32, Sendable, CaseIterable {
  /// Ctrl-C.
  case interrupt = 2

  /// What `kill` and schedulers send.
  case terminate = 15

  /// The exit code of a process that it ended.
  public var exitCode: Int32 { 128 + rawValue }

  /// The signal as people write it.
  public var name: String {
    switch self {
    case .interrupt: "SIGINT"
    case .terminate: "SIGTERM"
    }
  }
}
