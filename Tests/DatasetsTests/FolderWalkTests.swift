import Datasets
import Foundation
import TestSupport
import Testing

/// What opening a data set makes of links, names and folders that no layout foresees.
@Suite struct FolderWalkTests {
  static let part = ["good/1.png", "good/1.tiff"]

  private func omissions(_ layout: FileLayout) throws -> [String: DatasetOmission.Reason] {
    let found = try Dataset.open(root: layout.root).omissions
    return Dictionary(found.map { ($0.path, $0.reason) }, uniquingKeysWith: { first, _ in first })
  }

  @Test func linkOutOfTheRootIsNotFollowed() throws {
    let outside = try FileLayout(["secret/2.png", "secret/2.tiff", "3.png"])
    let layout = try FileLayout(Self.part + ["good/3.tiff"])
    try layout.link("scratch", to: outside.root + "/secret")
    try layout.link("good/3.png", to: outside.root + "/3.png")
    let found = try omissions(layout)
    #expect(found["scratch"] == .outsideRoot)
    #expect(found["good/3.png"] == .outsideRoot)
    #expect(try Dataset.open(root: layout.root).samples.map(\.name).count == 1)
  }

  @Test func linkToASiblingWithTheRootAsPrefixIsOutside() throws {
    let layout = try FileLayout(["data/good/1.png", "data/good/1.tiff", "data-more/2.png"])
    try layout.link("data/good/2.png", to: layout.root + "/data-more/2.png")
    let found = try Dataset.open(root: layout.root + "/data").omissions
    #expect(found == [DatasetOmission(path: "good/2.png", reason: .outsideRoot)])
  }

  @Test func linkInsideTheRootIsFollowed() throws {
    let layout = try FileLayout(Self.part)
    try layout.link("dent", to: "good")
    let dataset = try Dataset.open(root: layout.root)
    #expect(dataset.samples.map(\.defect) == ["good", "dent"])
    #expect(dataset.omissions.isEmpty)
  }

  @Test func rootMayBeALink() throws {
    let layout = try FileLayout(["real/good/1.png", "real/good/1.tiff"])
    try layout.link("alias", to: "real")
    let dataset = try Dataset.open(root: layout.root + "/alias")
    #expect(dataset.samples.map(\.rgb) == [layout.root + "/alias/good/1.png"])
    #expect(dataset.categories.map(\.name) == ["real"])
  }

  @Test func loopsAndDeadLinksAreNamed() throws {
    let layout = try FileLayout(Self.part)
    try layout.link("good/again", to: "..")
    try layout.link("good/self", to: "self")
    try layout.link("good/nowhere", to: "missing")
    let found = try omissions(layout)
    #expect(found["good/again"] == .linkLoop)
    #expect(found["good/self"] == .linkLoop)
    #expect(found["good/nowhere"] == .brokenLink)
  }

  @Test func hiddenNamesArePassedOver() throws {
    let layout = try FileLayout(Self.part + ["good/.2.png", "good/._1.png", ".cache/x.png"])
    #expect(try omissions(layout).isEmpty)
  }

  @Test func caseTwinsAreNamed() throws {
    let layout = try FileLayout(Self.part + ["good/A.png", "good/A.tiff", "good/a.png", "good/a.tiff"])
    let found = try omissions(layout)
    #expect(found.keys.sorted() == ["good/A.png", "good/A.tiff", "good/a.png", "good/a.tiff"])
    #expect(Set(found.values) == [.caseTwin])
    #expect(try Dataset.open(root: layout.root).samples.map(\.id).count == 3)
  }

  @Test func whatIsNoFileIsNamed() throws {
    let layout = try FileLayout(Self.part)
    mkfifo(layout.root + "/good/2.png", 0o600)
    #expect(try omissions(layout)["good/2.png"] == .notAFile)
  }

  @Test func nameThatIsNotUTF8IsNamed() throws {
    let layout = try FileLayout(Self.part)
    let name: [CChar] = Array((layout.root + "/good/").utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
    close(open(name, O_CREAT | O_WRONLY, 0o600))
    #expect(try Dataset.open(root: layout.root).omissions.map(\.reason) == [.notAFile])
  }

  @Test func deepFoldersEndTheWalk() throws {
    let deep = "good/" + Array(repeating: "d", count: 30).joined(separator: "/")
    let layout = try FileLayout(Self.part + [deep + "/x.png"])
    #expect(try Dataset.open(root: layout.root).omissions.map(\.reason) == [.tooDeep])
  }

  @Test(arguments: [DatasetLayout.automatic, .mvtec3D, .eyecandies, .folder])
  func emptyFolderIsRefused(layout: DatasetLayout) throws {
    let folder = try TemporaryFolder()
    #expect(throws: DatasetError.self) { try Dataset.open(root: folder.path, layout: layout) }
  }

  @Test func rootThatIsNoFolderIsRefused() throws {
    let layout = try FileLayout(["file"])
    #expect(throws: DatasetError.missingRoot(path: layout.root + "/no")) {
      try Dataset.open(root: layout.root + "/no")
    }
    #expect(throws: DatasetError.notAFolder(path: layout.root + "/file")) {
      try Dataset.open(root: layout.root + "/file")
    }
  }
}
