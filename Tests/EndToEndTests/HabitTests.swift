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

  /// Shells complete the names of files and folders wherever one is asked for.
  @Test func everyPathCanBeCompleted() throws {
    let folders = ["folder", "root", "run", "data", "out", "path", "in", "cache", "branch"]
    let paths = try CommandCatalog.load().command.everyArgument().filter { _, argument in
      let value = argument.valueName ?? ""
      return argument.kind != "flag" && (value.contains(".") || folders.contains(value))
    }
    #expect(paths.count > 60)
    for (place, argument) in paths { #expect(argument.completionKind != nil, "\(place)") }
  }

  /// A pair that can be read is answered, alone and in a batch; what is learned from or measured on must have points.
  @Test func aScanWithoutAnyPointIsAnsweredAndNotLearnedFrom() throws {
    let folder = try TemporaryFolder()
    let data = folder.file("data")
    try FileManager.default.copyItem(atPath: Product.samples, toPath: data)
    let part = "\(data)/\(Product.category)/test/good"
    let (rgb, xyz) = ("\(part)/rgb/000.png", "\(part)/xyz/000.tiff")
    try TIFFFile.writeXYZ(Tensor(shape: try TIFFFile.readXYZ(xyz).shape), to: xyz)
    let outputs = [
      "--map", folder.file("m.tiff"), "--overlay", folder.file("o.png"), "--cloud", folder.file("c.ply"),
    ]
    let pair = ["score", try Product.model(), "--rgb", rgb, "--xyz", xyz, "--fail-on-anomaly"]
    let alone = try AssayTool.run(pair + outputs)
    #expect(alone.status == 3 && alone.output.contains("\"insufficient-depth\""), "\(alone.errors)")
    #expect(alone.errors.hasPrefix("warning: ") && alone.errors.contains(xyz))
    for name in ["m.tiff", "o.png"] {
      #expect(try AssayTool.run(["inspect", folder.file(name)]).status == 0)
    }
    let batch = try AssayTool.run(["score", try Product.model(), "--data", data])
    #expect(batch.status == 0 && batch.output.contains("\"insufficient-depth\""), "\(batch.errors)")
    let evaluation = [
      "evaluate", "--data", data, "--fit", "--no-adapt", "--out", folder.file("run"), "--quiet",
    ]
    let measured = try AssayTool.run(evaluation)
    #expect(measured.status == 65 && measured.errors.contains(xyz), "\(measured.errors)")
    let skipping = try AssayTool.run(evaluation + ["--skip-bad"])
    #expect(skipping.status == 0 && skipping.errors.contains("1 of 8 test parts left out"))
    let training = "\(data)/\(Product.category)/train/good/xyz/000.tiff"
    try TIFFFile.writeXYZ(Tensor(shape: try TIFFFile.readXYZ(training).shape), to: training)
    let fit = try AssayTool.run(["fit", "--data", data, "--model", folder.file("m.assay"), "--quiet"])
    #expect(fit.status == 65 && fit.errors.contains(training), "\(fit.errors)")
    let check = try AssayTool.run(["check", data])
    #expect(check.status == 65 && check.output.contains("2 clouds have no valid point at all"))
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
