import Files
import Foundation
import TestSupport
import Testing

/// The commands of the README and the quickstart are run as they stand there, on smaller data and with fewer steps of
/// training.
@Suite struct DocumentationTests {
  @Test(arguments: ["README.md", "docs/quickstart.md"])
  func commandsRun(page: String) throws {
    let folder = try TemporaryFolder()
    try Self.prepare(folder)
    let commands = try Self.commands(of: page)
    #expect(commands.count >= 4)
    for command in commands {
      let status = try Shell.run("cd '\(folder.path)' && \(Self.smaller(command))")
      #expect(status == 0, "\(page): \(command)")
    }
  }

  /// The lines that start with `assay` in the shell blocks of a page, continued lines joined.
  private static func commands(of page: String) throws -> [String] {
    let bytes = try InputFile.read("\(SharedData.packageRoot)/\(page)", limit: 1 << 20)
    let blocks = String(decoding: bytes, as: UTF8.self).components(separatedBy: "```")
    let shell = blocks.enumerated().filter { $0.offset % 2 == 1 && $0.element.hasPrefix("sh\n") }
    return shell.map(\.element).joined(separator: "\n").replacing("\\\n", with: " ")
      .split(separator: "\n").map(String.init).filter { $0.hasPrefix("assay ") }
  }

  /// What a reader has by then: parts of their own in a plain folder, and a pair to score.
  private static func prepare(_ folder: TemporaryFolder) throws {
    let product = "\(Product.samples)/\(Product.category)"
    let good = folder.file("my-part/good")
    try FileManager.default.createDirectory(atPath: good, withIntermediateDirectories: true)
    for (split, count) in [("train", 5), ("validation", 2)] {
      for index in 0..<count {
        for (kind, type) in [("rgb", "png"), ("xyz", "tiff")] {
          try FileManager.default.copyItem(
            atPath: "\(product)/\(split)/good/\(kind)/00\(index).\(type)",
            toPath: "\(good)/\(split)-\(index).\(type)")
        }
      }
    }
    let pair = try Product.pair("dent")
    try FileManager.default.copyItem(atPath: pair.rgb, toPath: folder.file("new.png"))
    try FileManager.default.copyItem(atPath: pair.xyz, toPath: folder.file("new.tiff"))
  }

  /// A command as it stands in the page, with the built tool, fewer and smaller rendered parts, a few steps of training,
  /// and the samples in the place of a data set that nobody may commit.
  private static func smaller(_ command: String) -> String {
    let words = [
      ("assay ", "'\(AssayTool.path)' "), ("/data/mvtec_3d_anomaly_detection", "'\(Product.samples)'"),
      ("--size 256 --train 30", "--size 64 --train 6"),
    ]
    let shortened = words.reduce(command) { text, word in
      guard let range = text.range(of: word.0) else { return text }
      return text.replacingCharacters(in: range, with: word.1)
    }
    let isTraining = command.hasPrefix("assay fit ") || command.contains(" --fit ")
    return shortened + (isTraining ? " --steps 4" : "")
      + (command.hasPrefix("assay report") ? "" : " --threads 1")
  }
}
