import Files
import Foundation
import TestSupport
import Testing

/// Scoring at the line: a model that stays loaded, pairs that come when they come, and an orderly end.
@Suite struct WatchTests {
  @Test func pairsAreScoredAsTheyAppearAndSIGTERMEndsIt() throws {
    let folder = try TemporaryFolder()
    let pair = try Product.pair("good")
    try copy(pair, to: folder, as: "old")
    Thread.sleep(forTimeInterval: 1.1)  // old enough to count as there before
    let tool = try RunningTool(["score", try Product.model(), "--watch", folder.path, "--patience", "2"])
    #expect(tool.waits { $0.errors.contains("watching") })
    try copy(pair, to: folder, as: "whole")
    try writeSlowly(pair, to: folder, as: "slow")
    try AtomicFile.write("no image", to: folder.file("broken.png"))
    try FileManager.default.copyItem(atPath: pair.xyz, toPath: folder.file("broken.tiff"))
    try FileManager.default.copyItem(atPath: pair.xyz, toPath: folder.file("alone.tiff"))
    #expect(tool.waits { Self.lines($0.output).count == 4 }, "\(tool.output)\(tool.errors)")
    let outcome = tool.stop(with: SIGTERM)
    #expect(outcome.status == 143)
    #expect(outcome.errors.contains("stopped: 2 pairs scored, 2 failed"))
    let lines = Self.lines(outcome.output)
    let scored = lines.filter { $0["verdict"] != nil }.compactMap { $0["id"] as? String }
    #expect(scored.sorted() == ["slow", "whole"])
    let failed = lines.filter { $0["error"] != nil }
    #expect(failed.compactMap { $0["id"] as? String }.sorted() == ["alone", "broken"])
    #expect(failed.contains { ($0["error"] as? String)?.contains("PNG of the same name, none came") == true })
  }

  @Test func pairsThatLieThereAreScoredWhenAsked() throws {
    let folder = try TemporaryFolder()
    try copy(try Product.pair("good"), to: folder, as: "old")
    let tool = try RunningTool([
      "score", try Product.model(), "--watch", folder.path, "--existing", "--format", "csv",
    ])
    #expect(tool.waits { $0.output.contains("\nold,") }, "\(tool.errors)")
    #expect(tool.stop(with: SIGINT).status == 130)
  }

  /// Each line of standard input is answered at once, and a signal ends the waiting for the next.
  @Test func standardInputIsAnsweredLineByLine() throws {
    let pair = try Product.pair("good")
    let tool = try RunningTool(["score", try Product.model(), "--stdin", "--quiet"])
    for (index, line) in ["{\"rgb\":\"\(pair.rgb)\",\"xyz\":\"\(pair.xyz)\"}\n", "\u{0}\u{1}}{\n"]
      .enumerated()
    {
      tool.send(line)
      #expect(tool.waits { Self.lines($0.output).count == index + 1 }, "\(tool.errors)")
    }
    let outcome = tool.stop(with: SIGINT)
    #expect(outcome.status == 130 && outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(Self.lines(outcome.output).last?["exit_code"] as? Int == 65)
  }

  @Test func aLineWithoutAnEndTakesNoMemory() throws {
    let input = String(repeating: "x", count: 3 << 20) + "\n{}\n" + String(repeating: "y", count: 2 << 20)
    let outcome = try AssayTool.run(["score", try Product.model(), "--stdin"], input: input)
    #expect(outcome.status == 65)
    let errors = Self.lines(outcome.output).compactMap { $0["error"] as? String }
    #expect(errors.count == 3 && errors[0].contains("line 1: expected at most"))
    #expect(errors[1].contains("line 2") && errors[2].contains("line 3: expected at most"))
  }

  private func copy(_ pair: (rgb: String, xyz: String), to folder: TemporaryFolder, as name: String) throws {
    try FileManager.default.copyItem(atPath: pair.rgb, toPath: folder.file("\(name).png"))
    try FileManager.default.copyItem(atPath: pair.xyz, toPath: folder.file("\(name).tiff"))
  }

  /// Writes a cloud in two halves with a pause that is longer than a file takes to settle.
  private func writeSlowly(
    _ pair: (rgb: String, xyz: String), to folder: TemporaryFolder, as name: String
  ) throws {
    let content = try InputFile.read(pair.xyz, limit: 1 << 30)
    try Data().write(to: URL(fileURLWithPath: folder.file("\(name).tiff")))
    try FileManager.default.copyItem(atPath: pair.rgb, toPath: folder.file("\(name).png"))
    let file = try #require(FileHandle(forWritingAtPath: folder.file("\(name).tiff")))
    file.write(Data(content.prefix(content.count / 2)))
    Thread.sleep(forTimeInterval: 0.9)
    file.write(Data(content.dropFirst(content.count / 2)))
  }

  private static func lines(_ output: String) -> [[String: Any]] {
    output.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }
}
