import Files
import Foundation
import TestSupport
import Testing

@Suite struct EvaluateTests {
  /// A copy of the samples that may be damaged.
  private func samples(in folder: TemporaryFolder) throws -> String {
    let copy = folder.file("data")
    try FileManager.default.copyItem(atPath: Product.samples, toPath: copy)
    return copy
  }

  /// A folder of bundles with the fitted one in it.
  private func models(in folder: TemporaryFolder) throws -> String {
    let models = folder.file("models")
    try FileManager.default.createDirectory(atPath: models, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: try Product.model(), toPath: "\(models)/\(Product.category).assay")
    return models
  }

  private func metrics(_ run: String) throws -> [String: Any] {
    let data = Data(try InputFile.read(run + "/metrics.json", limit: 1 << 24))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func aRunFolderHoldsTheContractsMetrics() throws {
    let folder = try TemporaryFolder()
    let outcome = try AssayTool.run([
      "evaluate", "--data", Product.samples, "--models", try models(in: folder), "--out", folder.file("run"),
      "--maps", folder.file("maps"), "--ablation",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let metrics = try metrics(folder.file("run"))
    #expect(metrics["format"] as? Int == 1)
    let mean = try #require(metrics["mean"] as? [String: [String: Double]])
    #expect(
      mean.keys.sorted() == [
        "appearance/adapted", "appearance/frozen", "fused/adapted", "fused/frozen", "geometry/adapted",
        "geometry/frozen",
      ])
    #expect(
      mean["fused/frozen"]?.keys.sorted() == [
        "aupro_01", "aupro_05", "aupro_10", "aupro_30", "i_auroc", "i_f1_max", "p_auroc",
      ])
    let map = folder.file("maps/\(Product.category)/test/good/000.tiff")
    #expect(try AssayTool.run(["inspect", map]).output.contains("80 x 80"))
  }

  @Test func aBadTestPartEndsTheRunUnlessItMayBeLeftOut() throws {
    let folder = try TemporaryFolder()
    let data = try samples(in: folder)
    let broken = "\(data)/\(Product.category)/test/good/rgb/000.png"
    try AtomicFile.write("no image", to: broken)
    let arguments = [
      "evaluate", "--data", data, "--models", try models(in: folder), "--out", folder.file("run"),
    ]
    let strict = try AssayTool.run(arguments)
    #expect(strict.status == 65 && strict.errors.contains(broken), "\(strict.errors)")
    let lenient = try AssayTool.run(arguments + ["--skip-bad"])
    #expect(lenient.status == 0, "\(lenient.errors)")
    #expect(lenient.errors.contains("1 of 8 test parts left out") && lenient.errors.contains(broken))
  }

  @Test func aBusyRunFolderExitsWith75() throws {
    let folder = try TemporaryFolder()
    let run = folder.file("run")
    try FileManager.default.createDirectory(atPath: run, withIntermediateDirectories: true)
    let lock = try FolderLock(run)
    let outcome = try AssayTool.run([
      "evaluate", "--data", Product.samples, "--models", try models(in: folder), "--out", run,
    ])
    #expect(outcome.status == 75 && outcome.errors.contains(run), "\(outcome.errors)")
    withExtendedLifetime(lock) {}
  }

  @Test func optionsComeFromAFileAndTypedOnesWin() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(
      """
      data: "\(Product.samples)"
      models: "\(try models(in: folder))"
      out: "\(folder.file("from-file"))"
      category: [no-such-product]
      """, to: folder.file("run.yaml"))
    let config = ["evaluate", "--config", folder.file("run.yaml")]
    let refused = try AssayTool.run(config)
    #expect(refused.status != 0 && refused.errors.contains("no-such-product"), "\(refused.errors)")
    let typed = try AssayTool.run(config + ["--category", Product.category, "--out", folder.file("typed")])
    #expect(typed.status == 0, "\(typed.errors)")
    #expect(try metrics(folder.file("typed"))["mean"] != nil)
    #expect(!FileManager.default.fileExists(atPath: folder.file("from-file/metrics.json")))
  }

  @Test func anUnknownOptionInAFileIsRefusedLikeAMistypedOne() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("colour: red\n", to: folder.file("run.yaml"))
    let outcome = try AssayTool.run([
      "evaluate", "--data", Product.samples, "--out", folder.file("run"), "--config", folder.file("run.yaml"),
    ])
    #expect(outcome.status == 64 && outcome.errors.contains("colour"), "\(outcome.errors)")
  }
}
