/// How far a job is.
public enum JobState: String, Codable, Sendable {
  /// A process works on it, or was killed while it did.
  case running

  /// A signal ended it; it can go on.
  case interrupted

  /// An error ended it.
  case failed

  /// It is finished, and its results are whole.
  case done
}
