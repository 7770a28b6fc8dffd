import Files
import Foundation
import TestSupport
import Testing

@Suite struct ExitCodeTests {
  @Test func missingFilesExitWith66() throws {
    let good = try Product.pair("good")
    for arguments in [
      ["score", "/no/such.assay", "--rgb", good.rgb, "--xyz", good.xyz],
      ["score", try Product.model(), "--rgb", "/no/such.png", "--xyz", good.xyz],
      ["check", "/no/such"], ["inspect", "/no/such"],
    ] {
      let outcome = try AssayTool.run(arguments)
      #expect(outcome.status == 66, "\(arguments): \(outcome.errors)")
      #expect(outcome.errors.contains("/no/such"))
    }
  }

  @Test func badDataExitsWith65AndNamesTheFile() throws {
    let folder = try TemporaryFolder()
    let good = try Product.pair("good")
    try AtomicFile.write("no image", to: folder.file("broken.png"))
    for arguments in [
      ["--rgb", folder.file("broken.png"), "--xyz", good.xyz], ["--rgb", good.xyz, "--xyz", good.rgb],
    ] {
      let outcome = try AssayTool.run(["score", try Product.model()] + arguments)
      #expect(outcome.status == 65)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains(arguments[1]) && outcome.errors.contains("expected"))
    }
  }

  @Test func aDamagedBundleIsRefused() throws {
    let folder = try TemporaryFolder()
    let copy = folder.file("copy.assay")
    try FileManager.default.copyItem(atPath: try Product.model(), toPath: copy)
    var calibration = try String(contentsOfFile: copy + "/calibration.json", encoding: .utf8)
    calibration.replace("\"parts\" : ", with: "\"parts\" : 1")
    try calibration.write(toFile: copy + "/calibration.json", atomically: false, encoding: .utf8)
    let outcome = try AssayTool.run(["inspect", copy])
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("calibration.json") && outcome.errors.contains("SHA256SUMS"))
  }

  @Test func lostOutputExitsWith74() throws {
    let good = try Product.pair("good")
    let command =
      "\(AssayTool.path) score \(try Product.model()) --rgb \(good.rgb) --xyz \(good.xyz) > /dev/full"
    #expect(try Shell.run(command) == 74)
  }

  @Test func outputsThatCannotBeCreatedExitWith73() throws {
    let good = try Product.pair("good")
    let outcome = try AssayTool.run([
      "score", try Product.model(), "--rgb", good.rgb, "--xyz", good.xyz, "--map", "/proc/no/map.tiff",
    ])
    #expect(outcome.status == 73, "\(outcome.errors)")
  }

  @Test func aFailedPartExitsWith3OnlyWhenAsked() throws {
    let folder = "\(Product.samples)/\(Product.category)"
    let arguments = ["score", try Product.model(), "--data", Product.samples]
    let plain = try AssayTool.run(arguments)
    #expect(plain.status == 0, "\(plain.errors) \(folder)")
    let strict = try AssayTool.run(arguments + ["--fail-on-anomaly"])
    #expect(strict.status == (plain.output.contains("\"verdict\":\"fail\"") ? 3 : 0))
  }
}
