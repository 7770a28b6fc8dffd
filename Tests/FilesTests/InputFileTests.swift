import Files
import Foundation
import TestSupport
import Testing

@Suite struct InputFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func contentComesBackWhole() throws {
    let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try AtomicFile.write(content, to: folder.file("data"))
    #expect(try InputFile.read(folder.file("data"), limit: 100_000) == content)
  }

  @Test func sizeIsLimited() throws {
    try AtomicFile.write("1234", to: folder.file("data"))
    #expect(throws: FileError.tooLarge(path: folder.file("data"), size: 4, limit: 3)) {
      try InputFile.read(folder.file("data"), limit: 3)
    }
  }

  @Test func whatIsNoFileIsRefused() throws {
    #expect(throws: FileError.missing(path: folder.file("no"))) {
      try InputFile.read(folder.file("no"), limit: 9)
    }
    #expect(throws: FileError.notRegular(path: folder.path, found: "a folder")) {
      try InputFile.read(folder.path, limit: 9)
    }
    mkfifo(folder.file("pipe"), 0o600)
    #expect(throws: FileError.notRegular(path: folder.file("pipe"), found: "a pipe")) {
      try InputFile.read(folder.file("pipe"), limit: 9)
    }
    #expect(throws: FileError.notRegular(path: "/dev/zero", found: "a device")) {
      try InputFile.read("/dev/zero", limit: 9)
    }
  }

  @Test func failedWriteKeepsTheOldFileAndLeavesNoLitter() throws {
    #expect(throws: FileError.self) { try AtomicFile.write("x", to: folder.file("no/such")) }
    try FileManager.default.createDirectory(
      atPath: folder.file("taken"), withIntermediateDirectories: false)
    #expect(throws: FileError.self) { try AtomicFile.write("x", to: folder.file("taken")) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["taken"])
  }

  @Test func namesFromOutsideAreMadePrintable() {
    #expect(DisplayPath("a\nb\u{1B}[31mc\u{202E}").description == #"a\nb\u{1B}[31mc\u{202E}"#)
    #expect(DisplayPath(String(repeating: "x", count: 500)).description.count == 241)
  }
}
