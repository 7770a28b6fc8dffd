import Datasets
import TestSupport
import Testing

/// Masks of inspected pixels: where they are found, and what they say.
@Suite struct InspectionMaskTests {
  private let files: PartFiles

  init() throws {
    files = try PartFiles()
    for name in ["a", "b", "c"] {
      try files.image("gear/good/\(name).png")
      try files.cloud("gear/good/\(name).tiff")
    }
  }

  @Test func masksOfAProductLieBesideGood() throws {
    try files.mask("gear/roi.png") { $0 < 20 }
    try files.mask("gear/ignore.png") { $0 == 7 }
    let dataset = try Dataset.open(root: files.root)
    let category = try #require(dataset.categories.first)
    #expect(
      category.masks
        == InspectionMasks(roi: files.root + "/gear/roi.png", ignore: files.root + "/gear/ignore.png"))
    #expect(dataset.omissions.isEmpty)
    let mask = try #require(try category.masks.read())
    #expect(mask.size == PixelSize(height: PartFiles.height, width: PartFiles.width))
    #expect(mask.isInspected == (0..<48).map { $0 < 20 && $0 != 7 })
  }

  @Test func masksOfAPartLieBesideItOrInFolders() throws {
    try files.mask("gear/good/a_ignore.png") { $0 >= 40 }
    try files.mask("gear/good/roi/b.png") { $0 == 5 }
    let dataset = try Dataset.open(root: files.root)
    #expect(dataset.samples.map(\.id).sorted() == ["a", "b", "c"] && dataset.omissions.isEmpty)
    func inspected(_ id: String) throws -> [Bool]? {
      try dataset.load(try #require(dataset.samples.first { $0.id == id })).inspected
    }
    #expect(try inspected("a") == (0..<48).map { $0 < 40 })
    #expect(try inspected("b") == (0..<48).map { $0 == 5 })
    #expect(try inspected("c") == nil)
    let masked = try #require(dataset.samples.first { $0.id == "a" })
    #expect(masked.files.contains(files.root + "/gear/good/a_ignore.png"))
  }

  /// A user's masks in the tree of MVTec 3D-AD, which has none of its own.
  @Test func masksInTheLayoutOfMVTec() throws {
    let files = try PartFiles.sound()
    try files.mask("lid/roi.png") { $0 < 40 }
    try files.mask("lid/train/good/ignore/3.png") { $0 == 1 }
    try files.mask("lid/train/good/ignore/77.png")
    let dataset = try Dataset.open(root: files.root)
    #expect(dataset.layout == .mvtec3D)
    let category = try #require(dataset.categories.first)
    #expect(category.masks == InspectionMasks(roi: files.root + "/lid/roi.png"))
    let masked = category.samples.filter { $0.masks != .none }
    #expect(masked.map(\.name) == ["lid/train/good/3"])
    #expect(masked.first?.masks.ignore == files.root + "/lid/train/good/ignore/3.png")
    #expect(
      dataset.omissions.map(\.reason) == [.maskWithoutPart]
        && dataset.omissions[0].path.hasSuffix("ignore/77.png"))
  }

  @Test func masksOfAFolderOfPairs() throws {
    try files.mask("gear/good/ignore/a.png") { $0 == 0 }
    try files.mask("gear/good/d_roi.png")
    let folder = try PairFolder(scanning: files.root + "/gear/good")
    #expect(folder.pairs.map(\.masks.ignore) == [files.root + "/gear/good/ignore/a.png", nil, nil])
    #expect(folder.omissions == [DatasetOmission(path: "d_roi.png", reason: .maskWithoutPart)])
  }

  @Test func masksOfOtherSizesAreRefusedByName() throws {
    try files.mask("gear/good/a_ignore.png", height: 3, width: 8)
    let dataset = try Dataset.open(root: files.root)
    let sample = try #require(dataset.samples.first { $0.id == "a" })
    #expect {
      try dataset.load(sample)
    } throws: { error in
      "\(error)".contains("a_ignore.png") && "\(error)".contains("3 pixels high and 8 wide")
    }
    #expect(files.check().verdict == .unusable)
    try files.mask("gear/roi.png", height: 4, width: 8)
    let masks = InspectionMasks(
      roi: files.root + "/gear/roi.png", ignore: files.root + "/gear/good/a_ignore.png")
    #expect(throws: DatasetError.self) { try masks.read() }
  }
}
