import Datasets
import Foundation
import ImageFiles
import Synchronization
import Tensors
import TestSupport
import Testing

/// Each finding, brought about by a data set made for it, and its words.
@Suite struct DatasetCheckTests {
  let files: PartFiles

  init() throws { files = try PartFiles.sound() }

  @Test func soundDataSetIsReady() {
    let report = files.check()
    #expect(report.findings.isEmpty)
    #expect(report.verdict == .ready)
    #expect(report.summary == "The data set is ready to use.")
    #expect(report.layout == .mvtec3D)
    #expect(report.categories.map(\.name) == ["lid"])
    #expect(report.categories.map(\.train) == [10])
    #expect(report.categories.map(\.validation) == [5])
    #expect(report.categories.map(\.defects) == [["dent"]])
  }

  @Test func missingPartners() throws {
    try files.image("lid/train/good/rgb/x.png")
    #expect(
      try files.finding()
        == Said(
          .partners, .error, "1 image has no cloud or depth file of the same name.",
          ["lid/train/good/rgb/x.png"]))
  }

  @Test func missingImages() throws {
    for name in ["x", "y"] { try files.cloud("lid/train/good/xyz/\(name).tiff") }
    #expect(
      try files.finding()
        == Said(
          .partners, .error, "2 cloud or depth files have no image of the same name.",
          ["lid/train/good/xyz/x.tiff", "lid/train/good/xyz/y.tiff"], 2))
    #expect(files.check().summary == "The data set cannot be used as it is: 1 error and 0 warnings.")
  }

  @Test func unreadableFiles() throws {
    try Data("\u{89}PNG\r\n".utf8).write(to: URL(fileURLWithPath: files.root + "/lid/train/good/rgb/3.png"))
    let said = try files.finding()
    #expect([.unreadable, .sampleType].contains(said.topic) && said.severity == .error)
    #expect(said.examples == ["lid/train/good/rgb/3.png"])
  }

  @Test func wrongSampleType() throws {
    let map = Tensor(shape: [PartFiles.height, PartFiles.width], repeating: 0.4)
    try TIFFFile.writeMap(map, to: files.root + "/lid/train/good/xyz/3.tiff")
    #expect(
      try files.finding()
        == Said(
          .sampleType, .error,
          "1 file holds another type of data; the first: lid/train/good/xyz/3.tiff: "
            + "expected 3 x float32 (x, y, z), found 1 x float32.",
          ["lid/train/good/xyz/3.tiff"]))
  }

  @Test func imageUnderTheNameOfACloud() throws {
    try files.image("lid/train/good/xyz/3.tiff")
    let said = try files.finding()
    #expect(said.topic == .sampleType && said.examples == ["lid/train/good/xyz/3.tiff"])
  }

  @Test func sizeMismatch() throws {
    try files.cloud("lid/train/good/xyz/3.tiff", height: 6, width: 7)
    #expect(
      try files.finding()
        == Said(
          .pairSize, .error,
          "1 part has an image and geometry of different sizes; the first: lid/train/good/rgb/3.png: "
            + "the image is 6 pixels high and 8 wide and its geometry lid/train/good/xyz/3.tiff is "
            + "6 pixels high and 7 wide; expected the same height and width.", []))
  }

  @Test func transposedPair() throws {
    try files.cloud("lid/train/good/xyz/3.tiff", height: 8, width: 6)
    let said = try files.finding()
    #expect(said.sentence.hasPrefix("1 part has an image and geometry of different sizes (1 transposed); "))
    #expect(said.sentence.hasSuffix("expected the same height and width; one of them lies on its side."))
  }

  @Test func mixedSizes() throws {
    try files.image("lid/train/good/rgb/3.png", height: 4, width: 4)
    try files.cloud("lid/train/good/xyz/3.tiff", height: 4, width: 4)
    #expect(
      try files.finding()
        == Said(
          .productSize, .warning,
          "1 part of lid has another size than most, which are 6 pixels high and 8 wide.",
          ["lid/train/good/rgb/3.png"]))
  }

  @Test func millimetresReadAsMetres() throws {
    for folder in ["train", "validation", "test"] { try rewriteClouds("lid/\(folder)", scale: 1000) }
    let said = try files.finding()
    #expect(said.topic == .unit && said.severity == .error && said.count == 17)
    #expect(
      said.sentence.hasPrefix(
        "17 of 17 clouds look like millimetres, not metres: read as metres, the first lies 40"))
    #expect(files.check().findings[0].remedy == "Say --unit mm.")
    #expect(files.check({ $0.options.unit = .millimetre }).findings.isEmpty)
  }

  @Test func metresReadAsMillimetres() throws {
    let report = files.check { $0.options.unit = .millimetre }
    #expect(
      report.findings[0].sentence.hasPrefix(
        "17 of 17 clouds look like metres, not millimetres: read as millimetres, the first lies 0.0004 m away"
      ))
    #expect(report.findings[0].remedy == "Say --unit m.")
  }

  @Test func mixedUnits() throws {
    try files.cloud("lid/train/good/xyz/3.tiff", scale: 1000)
    let report = files.check()
    #expect(report.findings.map(\.topic) == [.unit])
    #expect(report.findings[0].sentence.hasPrefix("1 of 17 clouds looks like millimetres"))
    #expect(report.findings[0].remedy == "Bring all clouds to one unit.")
  }

  private func rewriteClouds(_ folder: String, scale: Float) throws {
    let found = FileManager.default.enumerator(atPath: files.root + "/" + folder)?.allObjects ?? []
    for case let path as String in found where path.hasSuffix(".tiff") {
      try files.cloud("\(folder)/\(path)", scale: scale)
    }
  }

  @Test func emptyClouds() throws {
    for name in ["3", "4"] { try files.cloud("lid/train/good/xyz/\(name).tiff") { _ in false } }
    #expect(
      try files.finding()
        == Said(
          .coverage, .error, "2 clouds have no valid point at all.",
          ["lid/train/good/xyz/3.tiff", "lid/train/good/xyz/4.tiff"], 2))
  }

  @Test func sparseClouds() throws {
    try files.cloud("lid/train/good/xyz/3.tiff") { $0 < 2 }
    try files.cloud("lid/train/good/xyz/4.tiff") { $0 < 20 }
    let found = files.check().findings.map(files.said)
    #expect(
      found == [
        Said(
          .coverage, .warning, "1 cloud has points at less than 5 % of the pixels.",
          ["lid/train/good/xyz/3.tiff"]),
        Said(
          .coverage, .warning, "1 cloud of lid has less than half of the usual points (100 % of the pixels).",
          ["lid/train/good/xyz/4.tiff"]),
      ])
  }

  @Test func masksThatContradictTheFolder() throws {
    try files.add("lid/test/dent", "1")
    try files.add("lid/test/dent", "2")
    try files.add("lid/test/dent", "3")
    try files.mask("lid/test/dent/gt/2.png") { _ in false }
    try files.mask("lid/test/dent/gt/3.png") { $0 > 0 }
    try files.mask("lid/test/good/gt/0.png")
    try files.mask("lid/test/good/gt/9.png")
    #expect(
      files.check().findings.map(files.said) == [
        Said(.masks, .error, "1 mask of a defective part marks nothing.", ["lid/test/dent/gt/2.png"]),
        Said(.masks, .error, "1 mask of a good part marks a defect.", ["lid/test/good/gt/0.png"]),
        Said(.masks, .warning, "1 mask belongs to no part.", ["lid/test/good/gt/9.png"]),
        Said(.masks, .warning, "1 defective part has no mask.", ["lid/test/dent/rgb/1.png"]),
        Said(.masks, .warning, "1 mask marks more than 90 % of the image.", ["lid/test/dent/gt/3.png"]),
      ])
  }

  @Test func maskOfAnotherSize() throws {
    try files.mask("lid/test/dent/gt/0.png", height: 5)
    #expect(
      try files.finding().sentence
        == "1 mask differs in size from the image; the first: lid/test/dent/gt/0.png: the mask is 5 pixels high "
        + "and 8 wide and its image lid/test/dent/rgb/0.png is 6 pixels high and 8 wide; "
        + "expected the same height and width.")
  }

  @Test func constantImages() throws {
    for name in ["3", "4"] {
      let path = files.root + "/lid/train/good/rgb/\(name).png"
      try PNGFile.writeRGB(Tensor(shape: [PartFiles.height, PartFiles.width, 3], repeating: 0.5), to: path)
    }
    #expect(
      try files.finding()
        == Said(
          .constantImage, .error, "2 images have one colour only.",
          ["lid/train/good/rgb/3.png", "lid/train/good/rgb/4.png"], 2))
  }

  @Test func tooFewParts() throws {
    try files.add("cap/train/good", "0")
    try files.add("cap/validation/good", "0")
    #expect(
      files.check().findings.map(files.said) == [
        Said(.partCount, .warning, "cap has 1 good part to learn from.", [], 1),
        Said(.partCount, .warning, "cap has 1 good part to calibrate on.", [], 1),
        Said(.partCount, .note, "cap has no part to test on.", [], 0),
      ])
  }

  @Test func nothingToLearnFrom() throws {
    try files.add("cap/test/dent", "0")
    try files.mask("cap/test/dent/gt/0.png")
    #expect(
      files.check().findings.map(\.sentence) == [
        "cap has 0 good parts to learn from.", "cap has 0 good parts to calibrate on.",
        "cap has no good part to test on.",
      ])
    #expect(files.check().verdict == .unusable)
  }

  @Test func defectsInTraining() throws {
    try files.add("lid/train/dent", "0")
    try files.mask("lid/train/dent/gt/0.png")
    #expect(
      try files.finding()
        == Said(
          .defectsInTraining, .error,
          "lid has 1 defective part in training or validation, which is not learnt from.",
          ["lid/train/dent/rgb/0.png"]))
  }

  @Test func unknownFilesAndFolders() throws {
    try files.layout.add("lid/train/good/rgb/Thumbs.db")
    try files.layout.addFolder("other")
    #expect(
      files.check().findings.map(files.said) == [
        Said(.unknownFiles, .note, "1 folder is not part of the layout and not used.", ["other"]),
        Said(
          .unknownFiles, .note, "1 file is not part of the layout and not used.",
          ["lid/train/good/rgb/Thumbs.db"]),
      ])
    #expect(files.check().verdict == .ready)
  }

  @Test func linksAndCaseTwins() throws {
    try files.layout.link("lid/train/good/rgb/x.png", to: "/etc/passwd")
    try files.layout.link("lid/train/good/loop", to: "..")
    try files.layout.link("lid/train/good/dead", to: "nothing")
    try files.layout.add("lid/README")
    try files.layout.add("lid/readme")
    #expect(
      files.check().findings.map(files.said) == [
        Said(
          .names, .warning, "2 names differ from a name beside them in upper and lower case only.",
          ["lid/README", "lid/readme"], 2),
        Said(
          .links, .warning, "1 link leads out of the folder and is not followed.",
          ["lid/train/good/rgb/x.png"]),
        Said(.links, .warning, "1 link leads in a circle.", ["lid/train/good/loop"]),
        Said(.links, .warning, "1 link leads to nothing.", ["lid/train/good/dead"]),
      ])
  }

  @Test func misspeltCategory() throws {
    try FileManager.default.moveItem(atPath: files.root + "/lid", toPath: files.root + "/Cable-Gland")
    #expect(
      try files.finding()
        == Said(
          .publishedSet, .warning, "The category Cable-Gland is called cable_gland in MVTec 3D-AD.",
          ["Cable-Gland"]))
  }

  @Test func namesCannotForgeLines() throws {
    try files.add("a\nERROR\u{1B}[2J/train/good", "0")
    for finding in files.check().findings {
      let text = ([finding.sentence, finding.remedy] + finding.examples).joined()
      #expect(!text.contains("\n") && !text.contains("\u{1B}"))
    }
  }

  @Test func whatIsNoDataSetGivesAReport() throws {
    let empty = try TemporaryFolder()
    for path in [empty.path, empty.file("missing"), files.root + "/lid/train/good/rgb/0.png"] {
      let report = DatasetCheck().run(path, on: WorkerPool(threadCount: 1))
      #expect(report.verdict == .unusable && report.layout == nil)
      #expect(report.findings.map(\.topic) == [.layout])
    }
  }

  @Test func reportDoesNotDependOnThreads() throws {
    try files.cloud("lid/train/good/xyz/3.tiff", scale: 1000)
    try files.copy("lid/train/good/rgb/3.png", to: "lid/test/good/rgb/0.png")
    let reports = [1, 2, 3].map { files.check(threads: $0) }
    #expect(reports[0] == reports[1] && reports[0] == reports[2])
  }

  @Test func progressCountsEveryPart() {
    let seen = Mutex<[Int]>([])
    _ = DatasetCheck().run(files.root, on: WorkerPool(threadCount: 2)) { done, total in
      seen.withLock { $0.append(done * 100 + total) }
    }
    #expect(seen.withLock { $0 } == (1...17).map { $0 * 100 + 17 })
  }
}
