import Evaluation
import Files
import Foundation
import Reporting
import TestSupport
import Testing

@Suite("Run folders")
struct RunFolderTests {
  private let parent: TemporaryFolder

  init() throws { parent = try TemporaryFolder() }

  @Test("The results have the agreed layout")
  func metrics() throws {
    var values = MetricValues()
    for metric in Metric.allCases { values.set(metric, to: 0.5, otherwise: "") }
    let category = CategoryMetrics(
      rows: ["fused/frozen": values], samples: SampleCounts(good: 2, defective: ["dent": 3], withoutMask: 0),
      seconds: ["score": 1.5])
    let run = try RunFolder(parent.file("a/run"))
    try run.write(EvaluationReport(categories: ["bagel": category]))
    let json = try object(run.file("metrics.json"))
    #expect(Set(json.keys) == ["categories", "format", "mean", "mean_supplement"])
    #expect(json["format"] as? Int == 1)
    let bagel = try #require((json["categories"] as? [String: [String: Any]])?["bagel"])
    #expect(Set(bagel.keys) == ["rows", "samples", "seconds", "supplement"])
    #expect((bagel["rows"] as? [String: [String: Double]])?["fused/frozen"]?["aupro_01"] == 0.5)
    #expect((json["mean"] as? [String: [String: Double]])?["fused/frozen"]?["i_auroc"] == 0.5)
    #expect(FileManager.default.fileExists(atPath: run.file("metrics.csv")))
  }

  @Test("Settings, environment and timings are sorted and end in a line break")
  func others() throws {
    let run = try RunFolder(parent.file("run"))
    try run.write(configuration: ["seed": 1, "grid": 28])
    try run.write(timings: ["fit": 2.5])
    try run.write(RunEnvironment(assay: "0.1", threads: 2, started: Date(timeIntervalSince1970: 0)))
    let settings = try String(contentsOfFile: run.file("config.json"), encoding: .utf8)
    #expect(settings == "{\n  \"grid\" : 28,\n  \"seed\" : 1\n}\n")
    let environment = try object(run.file("environment.json"))
    #expect(environment["started"] as? String == "1970-01-01T00:00:00Z")
    #expect(environment["threads"] as? Int == 2)
    #expect((environment["processor"] as? String)?.isEmpty == false)
    #expect(try object(run.file("timings.json"))["fit"] as? Double == 2.5)
  }

  @Test("The link leads to the newest run")
  func latest() throws {
    for name in ["one", "two"] {
      try RunFolder(parent.file(name)).linkLatest()
      let target = try FileManager.default.destinationOfSymbolicLink(atPath: parent.file("latest"))
      #expect(target == name)
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: parent.path).sorted() == ["latest", "one", "two"])
  }

  @Test("A folder that is called latest is left alone")
  func ownFolder() throws {
    let run = try RunFolder(parent.file("latest"))
    try run.linkLatest()
    try RunFolder(parent.file("other")).linkLatest()
    #expect(throws: (any Error).self) {
      try FileManager.default.destinationOfSymbolicLink(atPath: run.path)
    }
  }

  @Test("A folder that cannot be made is an error with its path")
  func unwritable() throws {
    try AtomicFile.write("x", to: parent.file("file"))
    #expect(throws: FileError.self) { try RunFolder(parent.file("file/run")) }
  }

  private func object(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}
