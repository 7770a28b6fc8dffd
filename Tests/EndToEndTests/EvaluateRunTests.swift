import Files
import Foundation
import TestSupport
import Testing

/// Whole runs of `assay evaluate`: going on after an end, refusing what has changed, seeds, few parts, tables.
@Suite struct EvaluateRunTests {
  /// Two categories of small rendered parts, made once.
  private static let data: Result<TemporaryFolder, any Error> = Result {
    let folder = try TemporaryFolder()
    let outcome = try AssayTool.run([
      "synth", folder.file("data"), "--categories", "biscuit,gear", "--size", "64", "--train", "4",
      "--validation", "3", "--test", "6", "--seed", "3", "--quiet",
    ])
    guard outcome.status == 0 else { throw Product.Failure(message: outcome.errors) }
    return folder
  }

  /// A copy of the data that may be changed.
  private func data(in folder: TemporaryFolder) throws -> String {
    let copy = folder.file("data")
    try FileManager.default.copyItem(atPath: try Self.data.get().file("data"), toPath: copy)
    return copy
  }

  private func evaluate(
    _ data: String, _ run: String, _ more: [String] = [], adapts: Bool = false
  ) throws -> AssayTool.Outcome {
    try AssayTool.run(
      [
        "evaluate", "--data", data, "--out", run, "--fit", adapts ? "--adapt" : "--no-adapt", "--steps", "12",
        "--input-size", "64", "--threads", "2",
      ] + more)
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try InputFile.read(path, limit: 1 << 26), as: UTF8.self)
  }

  private func object(_ path: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text(path).utf8))
    return try #require(value as? [String: Any])
  }

  /// The metrics without the seconds that they took.
  private func figures(_ run: String) throws -> String {
    try text(run + "/metrics.json").replacing(/"seconds" : \{[^}]*\}/, with: "")
  }

  @Test func aRunThatWasEndedGoesOnToTheSameBytes() throws {
    let folder = try TemporaryFolder()
    let data = try Self.data.get().file("data")
    let (whole, ended) = (folder.file("whole"), folder.file("ended"))
    #expect(try evaluate(data, whole).status == 0)
    let command =
      "'\(AssayTool.path)' evaluate --data '\(data)' --out '\(ended)' --fit --no-adapt --input-size 64 --threads 2"
    // Ended as soon as the first category is finished, while the second is at work.
    let script = """
      \(command) 2> '\(folder.file("err"))' & pid=$!
      until [ -e '\(ended)/categories/biscuit.json' ]; do sleep 0.005; done
      kill -TERM $pid; wait $pid
      """
    #expect(try Shell.run(script) == 143)
    #expect(try text(folder.file("err")).contains("stopped with 1 of 2 categories finished"))
    let record = try text(ended + "/categories/biscuit.json")
    let outcome = try evaluate(data, ended)
    #expect(
      outcome.status == 0 && outcome.errors.contains("1 of 2 categories are finished"), "\(outcome.errors)")
    #expect(try text(ended + "/categories/biscuit.json") == record)
    #expect(try figures(ended) == figures(whole))
    for table in ["metrics.csv", "metrics.md", "metrics.tex"] {
      #expect(try text("\(ended)/\(table)") == text("\(whole)/\(table)"))
    }
  }

  @Test func categoriesMayComeInSeveralGoes() throws {
    let folder = try TemporaryFolder()
    let data = try Self.data.get().file("data")
    #expect(try evaluate(data, folder.file("all")).status == 0)
    for category in ["gear", "biscuit"] {
      #expect(try evaluate(data, folder.file("goes"), ["--category", category]).status == 0)
    }
    #expect(try figures(folder.file("goes")) == figures(folder.file("all")))
  }

  @Test func aChangedSettingOrPartIsRefusedByName() throws {
    let folder = try TemporaryFolder()
    let (data, run) = (try data(in: folder), folder.file("run"))
    #expect(try evaluate(data, run, ["--category", "gear"]).status == 0)
    let setting = try evaluate(data, run, ["--category", "gear", "--blur", "2"])
    #expect(setting.status == 65)
    #expect(
      setting.errors.contains("configuration.scoring.blur was 4 and is now 2; evaluate anew with --restart"),
      "\(setting.errors)")
    let part = "\(data)/gear/test/good/rgb/000.png"
    // Another time of the same content is no other data set.
    try AtomicFile.write(try InputFile.read(part, limit: 1 << 20), to: part)
    #expect(try evaluate(data, run, ["--category", "gear"]).status == 0)
    try AtomicFile.write(try InputFile.read("\(data)/gear/test/good/rgb/001.png", limit: 1 << 20), to: part)
    let changed = try evaluate(data, run, ["--category", "gear"])
    #expect(changed.status == 65)
    #expect(changed.errors.contains("part gear/test/good/000 has changed"), "\(changed.errors)")
    let other = try evaluate(data, run, ["--category", "biscuit", "--skip-bad"])
    #expect(other.status == 65 && other.errors.contains("skip-bad was false and is now true"))
    #expect(try evaluate(data, run, ["--category", "gear", "--restart"]).status == 0)
  }

  @Test func seedsAndAblationGiveRowsWithTheirSpread() throws {
    let folder = try TemporaryFolder()
    let run = folder.file("run")
    let outcome = try evaluate(
      try Self.data.get().file("data"), run,
      ["--category", "gear", "--ablation", "--seeds", "2", "--row-maps", folder.file("maps")], adapts: true)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("12 trainings of adaptors: 1 category, 2 seeds, 6 kinds"))
    let categories = try #require(try object(run + "/metrics.json")["categories"] as? [String: [String: Any]])
    let supplement = try #require(categories["gear"]?["supplement"] as? [String: [String: Any]])
    #expect(
      supplement.keys.sorted() == [
        "appearance/adapted", "appearance/frozen", "fused/adapted", "fused/clc-only", "fused/frozen",
        "fused/global-only", "fused/heads-only", "fused/ifc-only", "fused/local-only", "geometry/adapted",
        "geometry/frozen",
      ])
    for (row, more) in supplement {
      let spread = try #require(more["spread"] as? [String: Any], "\(row)")
      #expect((spread["seeds"] as? [[String: Any]])?.map { $0["seed"] as? Int } == [0, 1])
      #expect((spread["deviation"] as? [String: Double])?["i_auroc"] != nil && spread["mean"] != nil)
      #expect((more["gain"] != nil) == !row.hasSuffix("/frozen"))
      for seed in 0..<2 {
        let tree = folder.file("maps/\(row)/seed-\(seed)/gear/test/good")
        #expect(try FileManager.default.contentsOfDirectory(atPath: tree).count == 2)
      }
    }
    #expect(outcome.output.contains("±"))
    #expect(try text(run + "/metrics.md").contains("±"))
  }

  @Test func fewPartsAreDrawnWithTheSeedAndNoted() throws {
    let folder = try TemporaryFolder()
    let data = try Self.data.get().file("data")
    let arguments = ["--category", "gear", "--max-samples", "2"]
    for run in ["one", "two"] { #expect(try evaluate(data, folder.file(run), arguments).status == 0) }
    #expect(try figures(folder.file("one")) == figures(folder.file("two")))
    #expect(try evaluate(data, folder.file("other"), arguments + ["--seed", "9"]).status == 0)
    #expect(try figures(folder.file("one")) != figures(folder.file("other")))
    #expect(try object(folder.file("one/run.json"))["max_samples"] as? Int == 2)
    #expect(
      try text(folder.file("other/metrics.md")).contains(
        "at most 2 good parts of each category, drawn with seed 9"))
    let bundle = try AssayTool.run(["inspect", folder.file("one/models/gear.assay")])
    #expect(bundle.output.contains("2 good parts"), "\(bundle.output)")
    #expect(try AssayTool.run(["evaluate", "--data", data, "--out", "x", "--max-samples", "2"]).status == 64)
  }

  @Test func partsLeftOutAreNamedInAllResults() throws {
    let folder = try TemporaryFolder()
    let (data, run) = (try data(in: folder), folder.file("run"))
    let broken = "gear/test/good/000"
    try AtomicFile.write("no image", to: "\(data)/gear/test/good/rgb/000.png")
    #expect(try evaluate(data, run, ["--category", "gear"]).status == 65)
    #expect(try evaluate(data, run, ["--category", "gear", "--skip-bad"]).status == 0)
    let categories = try #require(try object(run + "/metrics.json")["categories"] as? [String: [String: Any]])
    let samples = try #require(categories["gear"]?["samples"] as? [String: Any])
    #expect((samples["left_out"] as? [String: String])?.keys.sorted() == [broken])
    #expect(samples["good"] as? Int == 1)
    for table in ["metrics.md", "metrics.tex"] {
      #expect(try text("\(run)/\(table)").contains("1 test part left out"), "\(table)")
    }
  }
}
