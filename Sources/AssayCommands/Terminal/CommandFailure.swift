/// The end of a command: one sentence for the user and the exit code.
public struct CommandFailure: Error, Equatable, CustomStringConvertible {
  /// How the process ends.
  public let status: ExitStatus

  /// What went wrong, where, and what to do.
  public let description: String

  /// A failure with its words.
  public init(_ status: ExitStatus, _ description: String) {
    self.status = status
    self.description = description
  }
}
