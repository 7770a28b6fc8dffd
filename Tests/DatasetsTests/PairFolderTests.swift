import Datasets
import TestSupport
import Testing

/// Which pairs are found in a folder that is no data set.
@Suite struct PairFolderTests {
  @Test func pairsSideBySideAreSorted() throws {
    let layout = try FileLayout(["b.png", "b.tiff", "a.PNG", "a.tif", "notes.txt"])
    let folder = try PairFolder(scanning: layout.root)
    #expect(folder.pairs.map(\.id) == ["a", "b"])
    #expect(folder.pairs.map(\.rgb) == [layout.root + "/a.PNG", layout.root + "/b.png"])
    #expect(folder.pairs.map(\.xyz) == [layout.root + "/a.tif", layout.root + "/b.tiff"])
    #expect(folder.omissions.isEmpty)
  }

  @Test func pairsMayLieInTwoSubfolders() throws {
    let layout = try FileLayout(["rgb/7.png", "xyz/7.tiff", "rgb/8.png", "xyz/8.tiff"])
    let folder = try PairFolder(scanning: layout.root + "/")
    #expect(folder.pairs.map(\.xyz) == [layout.root + "/xyz/7.tiff", layout.root + "/xyz/8.tiff"])
    #expect(folder.omissions.isEmpty)
  }

  @Test func whatHasNoPartnerIsNamed() throws {
    let layout = try FileLayout(["a.png", "a.tiff", "b.png", "c.tiff", "a_mask.png", "d.jpg", ".e.png"])
    let folder = try PairFolder(scanning: layout.root)
    #expect(folder.pairs.map(\.id) == ["a"])
    #expect(
      folder.omissions.map { "\($0.path) \($0.reason)" } == [
        "b.png withoutGeometry", "c.tiff withoutImage", "d.jpg unknownFile",
      ])
  }

  @Test func nothingOutsideTheFolderIsUsed() throws {
    let outside = try FileLayout(["b.png", "b.tiff"])
    let layout = try FileLayout(["a.png", "a.tiff", "b.tiff"])
    try layout.link("b.png", to: outside.root + "/b.png")
    let folder = try PairFolder(scanning: layout.root)
    #expect(folder.pairs.map(\.id) == ["a"])
    #expect(Set(folder.omissions.map(\.reason)) == [.outsideRoot, .withoutImage])
  }

  @Test func aFolderWithoutPairsIsRefusedByNamingWhatItHolds() throws {
    let layout = try FileLayout(["a.png", "clouds/a.tiff"])
    let error = DatasetError.noPair(path: layout.root, found: ["clouds/", "a.png"])
    #expect(throws: error) { try PairFolder(scanning: layout.root) }
    #expect(error.description.hasSuffix("found clouds/, a.png"))
    let missing = layout.root + "/none"
    #expect(throws: DatasetError.missingRoot(path: missing)) { try PairFolder(scanning: missing) }
  }
}
