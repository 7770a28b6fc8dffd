import TestSupport
import Testing

@Suite struct HelpTests {
  @Test(arguments: [
    "demo", "synth", "check", "fit", "adapt", "calibrate", "score", "evaluate", "report", "inspect",
    "features",
    "convert",
    "convert-depth", "convert-cloud", "convert-weights",
  ])
  func helpOfACommand(command: String) throws {
    let outcome = try AssayTool.run(["help"] + command.split(separator: "-").map(String.init))
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    // The default number of threads is that of the machine.
    let text = outcome.output.replacing(/\(default: \d+\)(?=\n *-q)/, with: "(default: all)")
    try Snapshot.expect(text, toMatch: "help-\(command).txt")
  }

  @Test func helpOfTheTool() throws {
    let outcome = try AssayTool.run(["--help"])
    #expect(outcome.status == 0)
    try Snapshot.expect(outcome.output, toMatch: "help.txt")
  }

  @Test(arguments: [
    [], ["nonsense"], ["score"], ["score", "m.assay"], ["score", "m", "--rgb", "a.png"],
    ["fit", "--thread", "2"],
  ])
  func mistakesInTheCommandLineExitWith64(arguments: [String]) throws {
    let outcome = try AssayTool.run(arguments)
    #expect(outcome.status == (arguments.isEmpty ? 0 : 64), "\(outcome.errors)")
    #expect(arguments.isEmpty || outcome.output.isEmpty)
  }
}
