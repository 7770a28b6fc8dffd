import Files
import Foundation
import TestSupport
import Testing

/// Masks and `fit --append` as a user types them, on the samples of the repository.
@Suite struct InspectedRegionTests {
  private static let fit = ["fit", "--data", Product.samples, "--category", Product.category]

  @Test func masksOfAnotherSizeAreRefusedEverywhere() throws {
    let folder = try TemporaryFolder()
    let mask = folder.file("mask.png")
    try Self.writeMask(side: 10, to: mask)
    let fitted = try AssayTool.run(Self.fit + ["--model", folder.file("m.assay"), "--roi", mask])
    #expect(fitted.status == 65 && fitted.errors.contains("10 x 10 pixels"), "\(fitted.errors)")
    let pair = try Product.pair("good")
    let score = ["score", try Product.model()]
    let scored = try AssayTool.run(score + ["--rgb", pair.rgb, "--xyz", pair.xyz, "--ignore", mask])
    #expect(
      scored.status == 65 && scored.errors.contains("\(mask): the mask is 10 pixels high"), "\(scored.errors)"
    )
    let listed = try AssayTool.run(
      score + ["--stdin"], input: #"{"rgb":"\#(pair.rgb)","xyz":"\#(pair.xyz)","ignore":"\#(mask)"}"# + "\n")
    #expect(
      listed.status == 65 && listed.output.contains("mask.png: the mask is 10 pixels high"),
      "\(listed.output)")
  }

  @Test func aRegionBesideGoodIsFoundAndSaid() throws {
    let folder = try TemporaryFolder()
    let good = folder.file("part/good")
    try FileManager.default.createDirectory(atPath: good, withIntermediateDirectories: true)
    for index in 0..<5 {
      for (kind, type) in [("rgb", "png"), ("xyz", "tiff")] {
        try FileManager.default.copyItem(
          atPath: "\(Product.samples)/\(Product.category)/train/good/\(kind)/00\(index).\(type)",
          toPath: "\(good)/\(index).\(type)")
      }
    }
    let size = try AssayTool.run(["inspect", good + "/0.png"]).output
    let side = try #require(size.firstMatch(of: /(\d+) x \d+ pixels/).flatMap { Int($0.1) })
    try Self.writeMask(side: side, to: folder.file("roi.png"))
    try FileManager.default.moveItem(atPath: folder.file("roi.png"), toPath: folder.file("part/roi.png"))
    let model = folder.file("part.assay")
    let outcome = try AssayTool.run(["fit", "--data", folder.file("part"), "--model", model])
    #expect(
      outcome.status == 0 && outcome.errors.contains("100.0 % of the frame is inspected, as"),
      "\(outcome.errors)")
    #expect(outcome.errors.contains("part/roi.png says"))
    #expect(
      try AssayTool.run(["inspect", model]).output.contains(
        "inspected           100.0 % of \(side) x \(side)"))
  }

  /// The region of a product counts in every way to evaluate, a changed one is seen, and one that is not the bundle's is
  /// told to be passed over.
  @Test func aRegionCountsInEvaluations() throws {
    let folder = try TemporaryFolder()
    let (data, run) = (folder.file("data"), folder.file("run"))
    try FileManager.default.copyItem(atPath: Product.samples, toPath: data)
    let region = "\(data)/\(Product.category)/roi.png"
    try Self.writeMask(side: 80, to: folder.file("roi.png"))
    try FileManager.default.copyItem(atPath: folder.file("roi.png"), toPath: region)
    let evaluation = ["evaluate", "--data", data, "--fit", "--seeds", "2", "--no-adapt", "--out", run]
    let outcome = try AssayTool.run(evaluation)
    #expect(outcome.status == 0 && outcome.errors.contains("roi.png says"), "\(outcome.errors)")
    let model = "\(run)/models/\(Product.category).assay"
    #expect(try AssayTool.run(["inspect", model]).output.contains("inspected           100.0 % of 80 x 80"))
    let calibrate = ["calibrate", "--data", data, "--false-alarm-rate", "0.5"]
    #expect(try AssayTool.run(calibrate + [model]).errors.isEmpty)
    let other = folder.file("other.assay")
    try FileManager.default.copyItem(atPath: try Product.model(), toPath: other)
    let warned = try AssayTool.run(calibrate + [other])
    #expect(warned.status == 0 && warned.errors.contains("roi.png not used"), "\(warned.errors)")
    try FileManager.default.removeItem(atPath: region)
    let changed = try AssayTool.run(evaluation)
    #expect(changed.status == 65 && changed.errors.contains("inspected region"), "\(changed.errors)")
  }

  @Test func appendingExtendsABundleAndRefusesOtherSettings() throws {
    let folder = try TemporaryFolder()
    let model = try Product.model()
    let longer = folder.file("longer.assay")
    let outcome = try AssayTool.run(Self.fit + ["--append", model, "--model", longer])
    #expect(outcome.status == 0 && outcome.output == longer + "\n", "\(outcome.errors)")
    #expect(outcome.errors.contains("parts appended"))
    let configuration = try String(contentsOfFile: longer + "/config.json", encoding: .utf8)
    #expect(configuration.contains("\"appended\""))
    let pair = try Product.pair("good")
    #expect(try AssayTool.run(["score", longer, "--rgb", pair.rgb, "--xyz", pair.xyz]).status == 0)
    for arguments in [["--bank-rows", "10"], ["--seed", "3"], ["--roi", "mask.png"]] {
      let refused = try AssayTool.run(Self.fit + ["--append", model, "--model", longer] + arguments)
      #expect(
        refused.status == 64 && refused.errors.contains("--append keeps"), "\(arguments): \(refused.errors)")
    }
  }

  /// A white square PNG, by way of the colours of a cloud.
  private static func writeMask(side: Int, to path: String) throws {
    let cloud = path + ".pcd"
    let points = String(repeating: "0.1 0.1 0.5 16777215\n", count: side * side)
    try AtomicFile.write(
      "VERSION 0.7\nFIELDS x y z rgb\nSIZE 4 4 4 4\nTYPE F F F U\nWIDTH \(side)\nHEIGHT \(side)\nDATA ascii\n"
        + points,
      to: cloud)
    let outcome = try AssayTool.run(["convert", "cloud", cloud, "--out", path + ".tiff", "--rgb", path])
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
