import Datasets
import TestSupport
import Testing

/// Which parts are found in each layout, by file names alone.
@Suite struct LayoutTests {
  static func mvtec(_ category: String) -> [String] {
    ["train/good/rgb/000.png", "train/good/xyz/000.tiff", "validation/good/rgb/000.png"].map { category + $0 }
      + ["validation/good/xyz/000.tiff", "test/dent/rgb/000.png", "test/dent/xyz/000.tiff"].map {
        category + $0
      }
      + ["test/dent/gt/000.png", "test/good/rgb/000.png", "test/good/xyz/000.tiff"].map { category + $0 }
  }

  static func eyecandies(_ category: String) -> [String] {
    ["train", "val", "test_public", "test_private"].flatMap { split in
      ["image_4.png", "depth.png", "info_depth.yaml"].map { "\(category)\(split)/data/00_\($0)" }
    }
  }

  private func names(_ dataset: Dataset) -> [String] { dataset.samples.map(\.name) }

  @Test func mvtecLayoutIsRecognised() throws {
    let layout = try FileLayout(Self.mvtec("b/") + Self.mvtec("a/") + ["a/calibration.json"])
    let dataset = try Dataset.open(root: layout.root)
    #expect(dataset.layout == .mvtec3D)
    let parts = ["train/good/000", "validation/good/000", "test/good/000", "test/dent/000"]
    #expect(names(dataset) == parts.map { "a/" + $0 } + parts.map { "b/" + $0 })
    #expect(dataset.omissions.isEmpty)
    let dent = try #require(dataset.samples.first { !$0.isGood })
    let folder = layout.root + "/a/test/dent/"
    #expect(dent.rgb == folder + "rgb/000.png")
    #expect(dent.geometry == .xyz(path: folder + "xyz/000.tiff"))
    #expect(dent.mask == folder + "gt/000.png")
  }

  @Test func oneCategoryMayBeTheRoot() throws {
    let layout = try FileLayout(Self.mvtec("bagel/"))
    let dataset = try Dataset.open(root: layout.root + "/bagel/")
    #expect(dataset.categories.map(\.name) == ["bagel"])
    #expect(dataset.samples.first?.rgb == layout.root + "/bagel/train/good/rgb/000.png")
  }

  @Test func eyecandiesLayoutIsRecognised() throws {
    let layout = try FileLayout(Self.eyecandies("CandyCane/"))
    try layout.add("CandyCane/test_public/data/00_metadata.yaml", "anomalous: 1\nbumps: 1\n")
    let dataset = try Dataset.open(root: layout.root)
    #expect(dataset.layout == .eyecandies)
    #expect(
      names(dataset) == ["train/good/00", "validation/good/00", "test/bad/00"].map { "CandyCane/" + $0 })
    #expect(dataset.omissions.map(\.reason) == [.unlabelled])
    #expect(dataset.omissions.map(\.path) == ["CandyCane/test_private/data/00_image_4.png"])
    let folder = layout.root + "/CandyCane/train/data/00_"
    #expect(dataset.samples[0].rgb == folder + "image_4.png")
    #expect(
      dataset.samples[0].geometry == .depth(path: folder + "depth.png", range: folder + "info_depth.yaml"))
  }

  @Test func eyecandiesImageCanBeChosen() throws {
    let layout = try FileLayout(Self.eyecandies("c/") + ["c/train/data/00_image_5.png"])
    var options = DatasetOptions()
    options.eyecandiesImage = 5
    let dataset = try Dataset.open(root: layout.root, options: options)
    #expect(dataset.samples.map(\.rgb) == [layout.root + "/c/train/data/00_image_5.png"])
    #expect(dataset.omissions.map(\.reason).filter { $0 == .withoutImage }.count == 3)
  }

  @Test(arguments: [("anomalous: 0", "good"), ("anomalous: true", "bad"), ("anomalous: 1", "bad")])
  func eyecandiesLabels(yaml: String, defect: String) throws {
    let layout = try FileLayout(Self.eyecandies("c/"))
    try layout.add("c/test_public/data/00_metadata.yaml", yaml)
    let test = try Dataset.open(root: layout.root).categories[0].samples(in: .test)
    #expect(test.map(\.defect) == [defect])
  }

  @Test(arguments: ["", "anomalous: [1]", "a: &x 1\nanomalous: *x", "\u{0}", "[[[[[[[", "anomalous: maybe"])
  func eyecandiesPartWithoutAUsableLabelIsOmitted(yaml: String) throws {
    let layout = try FileLayout(Self.eyecandies("c/"))
    try layout.add("c/test_public/data/00_metadata.yaml", yaml)
    let dataset = try Dataset.open(root: layout.root)
    #expect(dataset.categories[0].samples(in: .test).isEmpty)
    #expect(dataset.omissions.contains { $0.path.hasPrefix("c/test_public") && $0.reason == .unlabelled })
  }

  @Test func plainFoldersSideBySide() throws {
    let files = ["good/1.png", "good/1.tiff", "good/2.PNG", "good/2.TIF", "scratch/7.png", "scratch/7.tiff"]
    let layout = try FileLayout(files + ["scratch/7_mask.png", "README.md"])
    let dataset = try Dataset.open(root: layout.root)
    #expect(dataset.layout == .folder)
    #expect(dataset.samples.map(\.id) == ["1", "2", "7"] || dataset.samples.map(\.id) == ["2", "1", "7"])
    #expect(dataset.samples[2].mask == layout.root + "/scratch/7_mask.png")
    #expect(dataset.samples[2].split == .test)
    #expect(dataset.omissions.isEmpty)
  }

  @Test(arguments: ["scratch/gt/7.png", "scratch/masks/7_mask.png", "ground_truth/scratch/7.png"])
  func plainFoldersWithSubfolders(mask: String) throws {
    let files = ["good/rgb/1.png", "good/xyz/1.tif", "scratch/rgb/7.png", "scratch/xyz/7.tiff", mask]
    let layout = try FileLayout(files.map { "lid/" + $0 })
    let dataset = try Dataset.open(root: layout.root)
    #expect(dataset.layout == .folder)
    #expect(names(dataset) == ["lid/train/good/1", "lid/test/scratch/7"])
    #expect(dataset.samples[1].mask == layout.root + "/lid/" + mask)
    #expect(dataset.omissions.isEmpty)
  }

  @Test func plainFoldersWithSplits() throws {
    let parts = ["train/good/1", "val/good/2", "test/good/3", "test/dent/4"]
    let layout = try FileLayout(parts.flatMap { [$0 + ".png", $0 + ".tiff"] })
    let dataset = try Dataset.open(root: layout.root, layout: .folder)
    #expect(
      dataset.samples.map { "\($0.split)/\($0.id)" } == ["train/1", "validation/2", "test/3", "test/4"])
  }

  @Test func twoLayoutsSideBySideAreRefused() throws {
    let layout = try FileLayout(Self.mvtec("a/") + Self.eyecandies("b/"))
    let error = DatasetError.ambiguousLayout(path: layout.root, layouts: [.mvtec3D, .eyecandies])
    #expect(throws: error) { try Dataset.open(root: layout.root) }
    #expect(error.description.hasSuffix("found folders of mvtec3d and eyecandies; choose with --layout"))
    #expect(try Dataset.open(root: layout.root, layout: .eyecandies).categories.map(\.name) == ["b"])
  }

  @Test func foldersOfNoLayoutAreRefusedByNamingThem() throws {
    let layout = try FileLayout(["images/1.png", "notes"])
    let error = DatasetError.unrecognisedLayout(path: layout.root, found: ["images/", "notes"])
    #expect(throws: error) { try Dataset.open(root: layout.root) }
    #expect(error.description.contains("or a folder named good; found images/, notes;"))
  }

  @Test func partnersAreMissed() throws {
    let layout = try FileLayout(Self.mvtec("a/"))
    try layout.add("a/train/good/rgb/001.png")
    try layout.add("a/train/good/xyz/002.tiff")
    try layout.add("a/test/dent/gt/003.png")
    try layout.add("a/test/dent/rgb/000.PNG")
    try layout.add("a/test/dent/rgb/thumbs.db")
    try layout.add("extra/file")
    let found = try Dataset.open(root: layout.root).omissions.map { "\($0.path) \($0.reason)" }
    #expect(
      Set(found) == [
        "a/train/good/rgb/001.png withoutGeometry", "a/train/good/xyz/002.tiff withoutImage",
        "a/test/dent/gt/003.png maskWithoutPart", "a/test/dent/rgb/000.png sameName",
        "a/test/dent/rgb/000.PNG caseTwin", "a/test/dent/rgb/000.png caseTwin",
        "a/test/dent/rgb/thumbs.db unknownFile", "extra unknownFolder",
      ])
  }

  @Test func unknownCategoryIsRefusedByNamingThoseKnown() throws {
    let layout = try FileLayout(Self.mvtec("a/") + Self.mvtec("b/"))
    let dataset = try Dataset.open(root: layout.root)
    #expect(try dataset.category("b").samples.count == 4)
    #expect(throws: DatasetError.unknownCategory(name: "c", known: ["a", "b"])) { try dataset.category("c") }
  }
}
