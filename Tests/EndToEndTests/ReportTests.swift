import Files
import Foundation
import TestSupport
import Testing

@Suite struct ReportTests {
  @Test func theRunOfTheSamplesBecomesOneFile() throws {
    let folder = try TemporaryFolder()
    let run = folder.file("run")
    let models = folder.file("models")
    try FileManager.default.createDirectory(atPath: models, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: try Product.model(), toPath: "\(models)/\(Product.category).assay")
    let evaluation = try AssayTool.run([
      "evaluate", "--data", Product.samples, "--models", models, "--out", run, "--quiet",
    ])
    #expect(evaluation.status == 0, "\(evaluation.errors)")
    let outcome = try AssayTool.run(["report", run])
    #expect(outcome.status == 0 && outcome.output.contains("\(run)/report.html"), "\(outcome.errors)")
    let page = String(decoding: try InputFile.read("\(run)/report.html", limit: 10_000_000), as: UTF8.self)
    #expect(page.contains(Product.category) && page.contains("data:image/jpeg;base64,"))
    #expect(page.matches(of: /(src|href)="(?!data:|#)/).isEmpty && !page.contains("http"))
    let scores = String(decoding: try InputFile.read("\(run)/scores.csv", limit: 1 << 20), as: UTF8.self)
    #expect(scores.split(separator: "\r\n").count == 9)
  }

  @Test func aFolderThatIsNoRunExitsWith66() throws {
    let folder = try TemporaryFolder()
    let outcome = try AssayTool.run(["report", folder.path])
    #expect(outcome.status == 66 && outcome.errors.contains("assay evaluate"), "\(outcome.errors)")
  }
}
