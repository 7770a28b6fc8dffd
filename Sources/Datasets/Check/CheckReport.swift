/// Everything a check has to say about a data set.
public struct CheckReport: Sendable, Equatable {
  /// Whether a data set can be used.
  public enum Verdict: String, Sendable {
    /// Nothing stands against it.
    case ready

    /// It can be used; read the warnings first.
    case questionable

    /// Mend the errors first.
    case unusable
  }

  /// The folder that was checked.
  public let root: String

  /// The layout found; nil when none was.
  public let layout: DatasetLayout?

  /// The products and their numbers of parts.
  public let categories: [CategorySummary]

  /// The findings: errors first, then warnings, then notes; within these by topic.
  public let findings: [CheckFinding]

  /// Sorts the findings.
  init(root: String, layout: DatasetLayout?, categories: [CategorySummary], findings: [CheckFinding]) {
    self.root = root
    self.layout = layout
    self.categories = categories
    let severities = CheckFinding.Severity.allCases
    self.findings = severities.flatMap { severity in
      CheckTopic.allCases.flatMap { topic in
        findings.filter { $0.severity == severity && $0.topic == topic }
      }
    }
  }

  /// Whether the data set can be used.
  public var verdict: Verdict {
    if count(of: .error) > 0 { return .unusable }
    return count(of: .warning) > 0 ? .questionable : .ready
  }

  /// The number of findings of a severity.
  public func count(of severity: CheckFinding.Severity) -> Int {
    findings.count { $0.severity == severity }
  }

  /// The verdict as one plain sentence.
  public var summary: String {
    let errors = Counted(count(of: .error), "error")
    let warnings = Counted(count(of: .warning), "warning")
    return switch verdict {
    case .ready: "The data set is ready to use."
    case .questionable: "The data set can be used; read the \(warnings) first."
    case .unusable: "The data set cannot be used as it is: \(errors) and \(warnings)."
    }
  }
}
