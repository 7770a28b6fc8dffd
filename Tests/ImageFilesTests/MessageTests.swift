import Files
import Foundation
import ImageFiles
import TestSupport
import Testing

/// The words of refusals, and what they mean to a caller.
@Suite("Messages")
struct MessageTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func error(_ name: String, _ bytes: [UInt8]? = nil) throws -> ImageFileError {
    let path = folder.file(name)
    if let bytes { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
    do {
      _ = try name.hasSuffix(".png") ? PNGFile.readRGB(path) : TIFFFile.readXYZ(path)
      throw CocoaError(.featureUnsupported)
    } catch let error as ImageFileError {
      return error
    }
  }

  /// The message without the folder of this test.
  private func text(_ name: String, _ bytes: [UInt8]? = nil) throws -> String {
    try error(name, bytes).description.replacingOccurrences(of: folder.path + "/", with: "")
  }

  @Test("What is not there is told from what is bad")
  func missing() throws {
    #expect(try error("none.png").isMissing)
    #expect(try text("none.png") == "none.png: no such file")
    #expect(try !error("empty.png", []).isMissing)
    #expect(try text("empty.tiff", []) == "empty.tiff: expected a TIFF image, found an empty file")
  }

  @Test("Folders, pipes and devices are refused at once")
  func notRegular() throws {
    try FileManager.default.createDirectory(
      atPath: folder.file("folder.png"), withIntermediateDirectories: false)
    #expect(try text("folder.png") == "folder.png: expected a regular file, found a folder")
    #expect(mkfifo(folder.file("pipe.tiff"), 0o600) == 0)
    #expect(try text("pipe.tiff") == "pipe.tiff: expected a regular file, found a pipe")
    #expect(Outcome(of: "/dev/zero", PNGFile.readRGB).isRefused)
  }

  @Test("Files of other kinds are named")
  func otherFormats() throws {
    let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]
    #expect(try text("a.png", jpeg) == "a.png: expected a PNG image, found a JPEG image")
    #expect(
      try text("b.tiff", Array("NaN\n".utf8))
        == "b.tiff: expected a TIFF image, found a file that starts with bytes 4E 61 4E 0A")
  }

  @Test("Damage is told with what was expected")
  func damage() throws {
    var png = HandmadePNG(width: 2, height: 1, bitDepth: 8, colorType: 0)
    #expect(
      try text("cut.png", png.bytes)
        == "cut.png: damaged: expected an end chunk IEND, found the end of the file; "
        + "copy or export the file again")
    png.finish(rows: [[51]])
    #expect(
      try text("short.png", png.bytes)
        == "short.png: damaged: expected samples that libpng can decode, found \"Not enough image data\"; "
        + "copy or export the file again")
    let huge = HandmadePNG(width: 100_000, height: 1, bitDepth: 8, colorType: 0)
    #expect(
      try text("huge.png", huge.bytes)
        == "huge.png: expected at most 12582912 pixels and 16384 per side, found 100000 x 1; "
        + "scale the image down")
  }

  @Test("A name cannot break the line")
  func names() throws {
    #expect(try text("a\nb.png") == #"a\nb.png: no such file"#)
  }

  @Test("What cannot be written is said")
  func unwritable() throws {
    let image = GrayImage(height: 1, width: 1, bitDepth: 8, samples: [1])
    let path = folder.file("none/a.png")
    #expect {
      try PNGFile.writeGray(image, to: path)
    } throws: { error in
      (error as? ImageFileError)?.isUnwritable == true
    }
  }
}
