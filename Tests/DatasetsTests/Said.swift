import Datasets
import Foundation
import Testing

/// What a finding says, for comparison.
struct Said: Equatable {
  let topic: CheckTopic
  let severity: CheckFinding.Severity
  let sentence: String
  let examples: [String]
  let count: Int

  init(
    _ topic: CheckTopic, _ severity: CheckFinding.Severity, _ sentence: String, _ examples: [String],
    _ count: Int = 1
  ) {
    self.topic = topic
    self.severity = severity
    self.sentence = sentence
    self.examples = examples
    self.count = count
  }
}

extension PartFiles {
  /// The only finding, with the path of the folder taken out of its words.
  func finding(
    _ edit: (inout DatasetCheck) -> Void = { _ in }, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Said {
    let report = check(edit)
    #expect(report.findings.count == 1, sourceLocation: sourceLocation)
    return try said(#require(report.findings.first, sourceLocation: sourceLocation))
  }

  /// What a finding says, with the path of the folder taken out of its words.
  func said(_ finding: CheckFinding) -> Said {
    Said(
      finding.topic, finding.severity, finding.sentence.replacingOccurrences(of: root + "/", with: ""),
      finding.examples, finding.count)
  }
}
