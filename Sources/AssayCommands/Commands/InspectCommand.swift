import ArgumentParser
import Files
import Foundation

/// `assay inspect`.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what is in a model bundle, a run folder, a PNG, a TIFF or a safetensors file.")

  @Argument(help: ArgumentHelp("What to look at.", valueName: "path"), completion: .file())
  var path: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.makeConsole()
    for line in try Inspection.lines(about: path) { try console.result(line) }
  }
}
