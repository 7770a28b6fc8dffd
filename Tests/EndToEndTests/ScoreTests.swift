import Files
import Foundation
import TestSupport
import Testing

@Suite struct ScoreTests {
  /// The keys and types of a result line; their values belong to the machine.
  @Test func aResultLineHasTheContractsKeys() throws {
    let pair = try Product.pair("good")
    let outcome = try AssayTool.run(["score", try Product.model(), "--rgb", pair.rgb, "--xyz", pair.xyz])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let line = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(
      line.keys.sorted() == [
        "branches", "coverage", "id", "regions", "rgb", "score", "seconds", "threshold", "verdict", "xyz",
      ])
    #expect((line["branches"] as? [String: Double])?.keys.sorted() == ["appearance", "fused", "geometry"])
  }

  @Test func scoresDoNotDependOnThreadsOrOrder() throws {
    let folder = try TemporaryFolder()
    let pairs = try [Product.pair("good", 0), Product.pair("good", 1)]
    let lines = pairs.map { #"{"id":"\#($0.rgb)","rgb":"\#($0.rgb)","xyz":"\#($0.xyz)"}"# }
    var results: Set<String> = []
    for (threads, order) in [(1, lines), (2, lines), (3, lines.reversed())] {
      try AtomicFile.write(order.joined(separator: "\n"), to: folder.file("list.jsonl"))
      let outcome = try AssayTool.run([
        "score", try Product.model(), "--list", folder.file("list.jsonl"), "--threads", "\(threads)",
      ])
      #expect(outcome.status == 0)
      let sorted = outcome.output.split(separator: "\n").sorted().joined(separator: "\n")
      results.insert(sorted.replacing(/"seconds":[0-9.e-]+/, with: ""))
    }
    #expect(results.count == 1)
  }

  @Test func standardInputKeepsGoingAfterABadLine() throws {
    let pair = try Product.pair("good")
    let outcome = try AssayTool.run(
      ["score", try Product.model(), "--stdin"],
      input:
        "{\"rgb\":\"/no/such.png\",\"xyz\":\"x\"}\nnonsense\n{\"id\":\"7\",\"rgb\":\"\(pair.rgb)\",\"xyz\":\"\(pair.xyz)\"}\n"
    )
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3 && outcome.status == 66, "\(outcome.errors)")
    #expect(lines.first?.contains("\"exit_code\":66") == true)
    #expect(lines.dropFirst().first?.contains("standard input, line 2") == true)
    #expect(lines.last?.contains("\"id\":\"7\"") == true)
  }

  @Test func pictureMapAndCloudAreWritten() throws {
    let folder = try TemporaryFolder()
    let pair = try Product.pair("good")
    let outcome = try AssayTool.run([
      "score", try Product.model(), "--rgb", pair.rgb, "--xyz", pair.xyz, "--map", folder.file("m.tiff"),
      "--overlay", folder.file("o.png"), "--cloud", folder.file("c.ply"), "--format", "text",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    for name in ["m.tiff", "o.png"] {
      #expect(try AssayTool.run(["inspect", folder.file(name)]).status == 0)
    }
    #expect(try InputFile.read(folder.file("c.ply"), limit: 1 << 30).starts(with: "ply\n".utf8))
  }

  @Test func csvQuotesWhatNeedsIt() throws {
    let pair = try Product.pair("good")
    let outcome = try AssayTool.run(
      ["score", try Product.model(), "--stdin", "--format", "csv"],
      input: "{\"id\":\"a,\\\"b\\\"\",\"rgb\":\"\(pair.rgb)\",\"xyz\":\"\(pair.xyz)\"}\n")
    #expect(outcome.output.hasPrefix("id,score,threshold,verdict,"))
    #expect(outcome.output.contains("\n\"a,\"\"b\"\"\","))
  }
}
