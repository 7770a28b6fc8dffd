import Files

/// One thing that a check has to say about a data set.
public struct CheckFinding: Sendable, Equatable {
  /// How much a finding matters.
  public enum Severity: String, CaseIterable, Sendable {
    /// A run would stop, or its results would be wrong.
    case error

    /// A run works, but something is probably not as meant.
    case warning

    /// Good to know.
    case note
  }

  /// What the finding is about; stable, for programs.
  public let topic: CheckTopic

  /// How much it matters.
  public let severity: Severity

  /// What was found, with counts, as one plain sentence.
  public let sentence: String

  /// What to do about it, as one plain sentence; empty when there is nothing to do.
  public let remedy: String

  /// The first files concerned, printable, relative to the root where they lie under it.
  public let examples: [String]

  /// How many files or parts are concerned in all.
  public let count: Int

  /// The number of examples kept.
  static let exampleLimit = 5

  /// Describes a finding; of the files the first are kept as examples.
  init(
    _ topic: CheckTopic, _ severity: Severity, _ sentence: String, files: [String] = [], count: Int? = nil,
    remedy: String = ""
  ) {
    self.topic = topic
    self.severity = severity
    self.sentence = sentence
    self.remedy = remedy
    examples = files.prefix(Self.exampleLimit).map { DisplayPath($0).description }
    self.count = count ?? files.count
  }
}
