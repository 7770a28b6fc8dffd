import Files
import Foundation
import ImageFiles
import Tensors
import TestSupport
import Testing

/// What a command line owes its user whatever the command is.
@Suite struct HabitTests {
  /// Ctrl-C leaves neither an output nor a part of one, also when the parent process had blocked the signal.
  @Test(arguments: [("INT", 130), ("TERM", 143)])
  func anInterruptedCommandLeavesNothing(signal: String, status: Int32) throws {
    let folder = try TemporaryFolder()
    let fit = "fit --data '\(Product.samples)' --model '\(folder.file("model.assay"))' --quiet"
    for delay in ["0", "0.2"] {
      let command =
        "exec timeout --preserve-status --signal=\(signal) \(delay == "0" ? "0.02" : delay) '\(AssayTool.path)' \(fit)"
      let outcome = try Shell.run(command)
      #expect(outcome == status, "after \(delay) s")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func aReaderThatGoesAwayIsNoNews() throws {
    let folder = try TemporaryFolder()
    let command =
      "('\(AssayTool.path)' score '\(try Product.model())' --data '\(Product.samples)' 2> '\(folder.file("err"))';"
      + " echo $? > '\(folder.file("rc"))') | head -1"
    #expect(try Shell.run(command) == 0)
    #expect(try String(contentsOfFile: folder.file("rc"), encoding: .utf8) == "74\n")
    #expect(try String(contentsOfFile: folder.file("err"), encoding: .utf8) == "")
  }

  /// Streams that the parent has closed are neither waited for nor taken for others.
  @Test func closedStreamsAreNoFilesOfOurs() throws {
    let score = "timeout 20 '\(AssayTool.path)' score '\(try Product.model())'"
    #expect(try Shell.run("\(score) --stdin <&-") == 0)
    #expect(try Shell.run("\(score) --data '\(Product.samples)' >&-") == 74)
  }

  @Test func optionsComeFromAFileInEitherForm() throws {
    let folder = try TemporaryFolder()
    let pair = try Product.pair("good")
    try AtomicFile.write("rgb: \(pair.rgb)\nxyz: \(pair.xyz)\nformat: csv\n", to: folder.file("c.yaml"))
    let score = ["score", try Product.model()]
    for form in [["--config", folder.file("c.yaml")], ["--config=\(folder.file("c.yaml"))"]] {
      #expect(try AssayTool.run(score + form).output.hasPrefix("id,score"))
    }
    let typed = try AssayTool.run(score + ["--format=text", "--config", folder.file("c.yaml")])
    #expect(typed.status == 0 && !typed.output.hasPrefix("id,score"), "what is typed wins")
    try AtomicFile.write("fromat: csv\n", to: folder.file("c.yaml"))
    #expect(try AssayTool.run(score + ["--config", folder.file("c.yaml")]).status == 64)
  }

  /// Nobody is watching a redrawn line in a log, and colours are nobody's business there.
  @Test func nothingIsDrawnWhereThereIsNoTerminal() throws {
    let folder = try TemporaryFolder()
    let outcome = try AssayTool.run([
      "synth", folder.file("parts"), "--categories", "tile", "--size", "64", "--train", "3", "--test", "3",
    ])
    #expect(outcome.status == 0 && !(outcome.output + outcome.errors).contains("\u{1B}"))
    #expect(outcome.errors.isEmpty)
  }

  @Test func anOutputNeverReplacesAnInput() throws {
    let folder = try TemporaryFolder()
    let pair = try Product.pair("good")
    try FileManager.default.copyItem(atPath: pair.rgb, toPath: folder.file("a.png"))
    try FileManager.default.copyItem(atPath: pair.xyz, toPath: folder.file("a.tiff"))
    let before = try InputFile.read(folder.file("a.tiff"), limit: 1 << 30)
    for arguments in [
      ["--data", folder.path, "--maps", folder.path],
      ["--rgb", folder.file("a.png"), "--xyz", folder.file("a.tiff"), "--map", folder.path + "/./a.tiff"],
    ] {
      let outcome = try AssayTool.run(["score", try Product.model()] + arguments)
      #expect(outcome.status == 73 && outcome.errors.contains("place of an input"), "\(outcome.errors)")
    }
    #expect(try InputFile.read(folder.file("a.tiff"), limit: 1 << 30) == before)
  }

  /// A scan with hardly a point is no small good part.
  @Test func aScanWithHardlyAPointIsNotJudged() throws {
    let folder = try TemporaryFolder()
    let pair = try Product.pair("good")
    let scan = try TIFFFile.readXYZ(pair.xyz)
    var xyz = Tensor(shape: scan.shape)
    let middle = scan.shape[0] / 2
    for axis in 0..<3 { xyz[middle, middle, axis] = scan[middle, middle, axis] }
    try TIFFFile.writeXYZ(xyz, to: folder.file("empty.tiff"))
    let arguments = ["score", try Product.model(), "--rgb", pair.rgb, "--xyz", folder.file("empty.tiff")]
    let outcome = try AssayTool.run(arguments)
    #expect(outcome.status == 0 && outcome.output.contains("\"insufficient-depth\""), "\(outcome.errors)")
    #expect(try AssayTool.run(arguments + ["--fail-on-anomaly"]).status == 3)
  }
}
