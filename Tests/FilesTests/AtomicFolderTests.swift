import Files
import Foundation
import TestSupport
import Testing

@Suite struct AtomicFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aFolderIsReplacedAsAWhole() throws {
    let path = folder.file("model")
    for content in ["first", "second"] {
      try AtomicFolder.replace(path) { try AtomicFile.write(content, to: $0 + "/" + content) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [content])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["model"])
  }

  @Test func aFailureKeepsTheOldFolder() throws {
    struct Interruption: Error {}
    let path = folder.file("model")
    try AtomicFolder.replace(path) { try AtomicFile.write("old", to: $0 + "/old") }
    #expect(throws: Interruption.self) {
      try AtomicFolder.replace(path) { temporary in
        try AtomicFile.write("new", to: temporary + "/new")
        throw Interruption()
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["old"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["model"])
  }

  @Test func aFolderHasOneOwner() throws {
    var first: FolderLock? = try FolderLock(folder.path)
    #expect(throws: FileError.busy(path: folder.path)) { try FolderLock(folder.path) }
    withExtendedLifetime(first) {}
    first = nil
    _ = try FolderLock(folder.path)
  }
}
