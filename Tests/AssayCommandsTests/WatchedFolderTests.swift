import AssayCommands
import Files
import Foundation
import TestSupport
import Testing

@Suite struct WatchedFolderTests {
  @Test func filesAreFoundSideBySideAndInFolders() throws {
    let folder = try TemporaryFolder()
    for name in ["a.png", "a.tiff", "b.PNG", ".c.png", "d_mask.png", "e.txt", "f.png.part"] {
      try AtomicFile.write("x", to: folder.file(name))
    }
    for name in ["rgb", "xyz"] {
      try FileManager.default.createDirectory(
        atPath: folder.file(name), withIntermediateDirectories: true)
    }
    try AtomicFile.write("x", to: folder.file("rgb/g.png"))
    try AtomicFile.write("x", to: folder.file("xyz/g.tif"))
    let files = try #require(try WatchedFolder(folder.path).files())
    #expect(files.keys.sorted() == ["a", "b", "g"])
    #expect(files["a"]?.cloud?.path == folder.file("a.tiff"))
    #expect(files["b"]?.cloud == nil && files["b"]?.image?.stamp.size == 1)
    #expect(files["g"]?.image != nil && files["g"]?.cloud != nil)
  }

  @Test func whatIsNoFolderIsRefused() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("x", to: folder.file("file"))
    #expect(throws: FileError.self) { try WatchedFolder(folder.file("file")) }
    #expect(throws: FileError.missing(path: "/no/such")) { try WatchedFolder("/no/such") }
  }

  /// A replaced file has another stamp, also when size and time are the same.
  @Test func aStampTellsFilesApart() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("x", to: folder.file("a"))
    let first = try #require(FileStamp(folder.file("a")))
    #expect(FileStamp(folder.file("a")) == first)
    try AtomicFile.write("y", to: folder.file("a"))
    #expect(FileStamp(folder.file("a")) != first)
    #expect(FileStamp(folder.path) == nil)
  }
}
