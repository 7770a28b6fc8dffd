import Files
import Foundation
import TestSupport
import Testing

@Suite struct FitTests {
  private static let fit = ["fit", "--data", Product.samples, "--category", Product.category, "--quiet"]

  /// Every file of a bundle but the model card's date-free text is compared, byte by byte.
  @Test func bundlesDoNotDependOnThreads() throws {
    let folder = try TemporaryFolder()
    for threads in ["1", "3"] {
      let model = folder.file("\(threads).assay")
      let outcome = try AssayTool.run(Self.fit + ["--model", model, "--threads", threads])
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let sums = try ["1", "3"].map {
      try InputFile.read(folder.file("\($0).assay/SHA256SUMS"), limit: 1 << 20)
    }
    #expect(sums[0] == sums[1])
  }

  /// Re-weighting changes image scores and their threshold, not the map.
  @Test func reweightingIsAnOption() throws {
    let folder = try TemporaryFolder()
    let model = folder.file("reweighted.assay")
    let outcome = try AssayTool.run(Self.fit + ["--model", model, "--reweighting", "5"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let pair = try Product.pair("dent")
    let arguments = ["--rgb", pair.rgb, "--xyz", pair.xyz, "--format", "json"]
    func score(_ model: String, map: String) throws -> Double {
      let outcome = try AssayTool.run(["score", model] + arguments + ["--map", folder.file(map)])
      let line = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
      return try #require(line?["score"] as? Double)
    }
    let reweighted = try score(model, map: "reweighted.tiff")
    let plain = try score(try Product.model(), map: "plain.tiff")
    #expect(reweighted > 0 && reweighted < plain)
    let maps = try ["reweighted.tiff", "plain.tiff"].map {
      try InputFile.read(folder.file($0), limit: 1 << 24)
    }
    #expect(maps[0] == maps[1])
  }
}
