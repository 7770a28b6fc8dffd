import ArgumentParser
import Datasets
import Files
import Foundation

/// `assay check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say in plain sentences what is wrong with a data set.",
    discussion: "Ends with exit code 65 when something would keep the data from being used.")

  @Argument(help: ArgumentHelp("The root folder of a data set.", valueName: "data"), completion: .directory)
  var data: String

  @OptionGroup var reading: ReadingOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.makeConsole()
    guard FileManager.default.fileExists(atPath: data) else { throw FileError.missing(path: data) }
    var check = DatasetCheck()
    check.layout = reading.layout
    check.options = reading.datasetOptions(seed: 0)
    let report = check.run(data, on: common.makePool()) { done, total in
      console.progress("checking", done: done, of: total)
    }
    for line in CheckLines(report).lines { try console.result(line) }
    if report.verdict == .unusable {
      throw CommandFailure(.badData, "\(DisplayPath(data)): \(report.summary)")
    }
  }
}
