import Datasets
import Foundation
import Testing

/// Files that are there twice: copies, wrong partners, and parts that leak into the test split.
@Suite struct DuplicateCheckTests {
  private let files: PartFiles

  init() throws { files = try PartFiles.sound() }

  @Test func leakFromTrainingIntoTest() throws {
    try files.copy("lid/train/good/rgb/3.png", to: "lid/test/good/rgb/0.png")
    #expect(
      try files.finding()
        == Said(
          .duplicates, .error,
          "1 image of the test split is also in training or validation; the first: "
            + "lid/train/good/rgb/3.png and lid/test/good/rgb/0.png.",
          ["lid/train/good/rgb/3.png", "lid/test/good/rgb/0.png"], 1))
  }

  @Test func copiesWithinASplit() throws {
    for suffix in ["rgb/3.png", "xyz/3.tiff"] {
      try files.copy(
        "lid/train/good/\(suffix)", to: "lid/train/good/" + suffix.replacingOccurrences(of: "3", with: "4"))
      try files.copy(
        "lid/train/good/\(suffix)", to: "lid/train/good/" + suffix.replacingOccurrences(of: "3", with: "5"))
    }
    let said = try files.finding()
    #expect(said.severity == .warning && said.count == 2)
    #expect(
      said.sentence
        == "2 parts have both the image and the cloud of another; the first: "
        + "lid/train/good/rgb/3.png and lid/train/good/rgb/4.png.")
  }

  /// One photograph under two names, with two scans: no copy to remove, but a wrong photograph.
  @Test func anImageUsedTwiceWithDifferentClouds() throws {
    try files.copy("lid/train/good/rgb/3.png", to: "lid/train/good/rgb/4.png")
    let report = files.check()
    #expect(
      report.findings.map(files.said) == [
        Said(
          .duplicates, .warning,
          "1 part has the image of another part with another cloud; the first: "
            + "lid/train/good/rgb/3.png and lid/train/good/rgb/4.png.",
          ["lid/train/good/rgb/3.png", "lid/train/good/rgb/4.png"], 1)
      ])
    #expect(report.findings[0].remedy.contains("do not belong together"))
  }

  /// A copy and a wrong photograph of the same part are two findings.
  @Test func copiesAndWrongPartnersAreToldApart() throws {
    for name in ["4", "5"] {
      try files.copy("lid/train/good/rgb/3.png", to: "lid/train/good/rgb/\(name).png")
    }
    try files.copy("lid/train/good/xyz/3.tiff", to: "lid/train/good/xyz/4.tiff")
    let sentences = files.check().findings.map(\.sentence)
    #expect(sentences.count == 2)
    #expect(sentences[0].hasPrefix("1 part has both the image and the cloud of another; the first: "))
    #expect(sentences[1].hasSuffix("lid/train/good/rgb/3.png and lid/train/good/rgb/5.png."))
  }

  @Test func copiedClouds() throws {
    try files.copy("lid/train/good/xyz/3.tiff", to: "lid/train/good/xyz/4.tiff")
    #expect(
      try files.finding().sentence
        == "1 part has the cloud of another part with another image; the first: "
        + "lid/train/good/xyz/3.tiff and lid/train/good/xyz/4.tiff.")
  }

  @Test func aCloudThatLeaksIntoTheTestSplit() throws {
    try files.copy("lid/train/good/xyz/3.tiff", to: "lid/test/good/xyz/0.tiff")
    let said = try files.finding()
    #expect(said.severity == .error)
    #expect(said.sentence.hasPrefix("1 cloud of the test split is also in training or validation"))
  }
}
