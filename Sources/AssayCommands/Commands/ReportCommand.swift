import ArgumentParser
import Reporting

/// `assay report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make one HTML file of a run: tables, curves, thresholds, pictures and scored clouds.",
    discussion: """
      Reads the run folder that `assay evaluate` wrote and nothing else. The file needs no other file and no network. \
      A run that is still going on is reported as far as its categories are finished.
      """)

  @Argument(help: ArgumentHelp("The run folder.", valueName: "run"), completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp("The file to write; RUN/report.html by default.", valueName: "file.html"),
    completion: .file(extensions: ["html"]))
  var out: String?

  @Option(
    help: ArgumentHelp("Options from a YAML file; flags win over it.", valueName: "file.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  func run() throws {
    let path = out ?? folder + "/report.html"
    try OutputFolder.create(parentOf: path)
    try RunReport(reading: RunFolder(existing: folder)).write(to: path)
    try Console().result(path)
  }
}
