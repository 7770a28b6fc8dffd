import Foundation
import ImageFiles
import TestSupport
import Testing

/// The documented rules of `PNGFile`, on files put together by hand.
@Suite("PNG rules")
struct PNGRuleTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func write(_ png: HandmadePNG) throws -> String {
    let path = folder.file("a.png")
    try Data(png.bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test("16 bits keep their precision")
  func deep() throws {
    var png = HandmadePNG(width: 1, height: 2, bitDepth: 16, colorType: 2)
    png.finish(rows: [[0, 1, 0x12, 0x34, 0xFF, 0xFF], [0, 0, 0x80, 0, 0xAB, 0xCD]])
    let path = try write(png)
    let samples: [UInt16] = [1, 0x1234, 0xFFFF, 0, 0x8000, 0xABCD]
    #expect(try PNGFile.readRGB(path).elements == samples.map { Float($0) / 65535 })
    let gray = try PNGFile.readGray(path)
    #expect(gray.samples == [0xFFFF, 0xABCD] && gray.bitDepth == 16)
  }

  @Test("Alpha is dropped: the stored colour counts")
  func alpha() throws {
    var color = HandmadePNG(width: 2, height: 1, bitDepth: 8, colorType: 6)
    color.finish(rows: [[255, 0, 51, 0, 10, 20, 30, 128]])
    let expected: [Float] = [255, 0, 51, 10, 20, 30].map { $0 / 255 }
    #expect(try PNGFile.readRGB(write(color)).elements == expected)
    var gray = HandmadePNG(width: 2, height: 1, bitDepth: 8, colorType: 4)
    gray.finish(rows: [[7, 0, 9, 255]])
    #expect(try PNGFile.readGray(write(gray)).samples == [7, 9])
    #expect(try PNGFile.readSize(write(gray)).channels == 2)
  }

  @Test("A palette is looked up, its transparency ignored")
  func palette() throws {
    var png = HandmadePNG(width: 4, height: 1, bitDepth: 2, colorType: 3)
    png.add("PLTE", [0, 0, 0, 255, 0, 0, 0, 0, 51])
    png.add("tRNS", [255, 0])
    png.finish(rows: [[0b0001_1000]])
    let path = try write(png)
    #expect(try PNGFile.readRGB(path).elements == [0, 0, 0, 1, 0, 0, 0, 0, 0.2, 0, 0, 0])
    #expect(try PNGFile.readGray(path).samples == [0, 255, 51, 0])
    #expect(try PNGFile.readSize(path).sampleType == "palette 2-bit")
  }

  @Test("What does not change the pixels is not even looked at")
  func otherChunks() throws {
    var png = HandmadePNG(width: 1, height: 1, bitDepth: 8, colorType: 0)
    png.add("gAMA", [0, 0, 0, 1])
    png.add("zTXt", Array(repeating: 255, count: 999))
    png.finish(rows: [[51]])
    png.bytes += Array("what follows the end".utf8)
    #expect(try PNGFile.readRGB(write(png)).elements == [0.2, 0.2, 0.2])
  }

  @Test("A chunk that must be understood and is not is refused")
  func unknownCritical() throws {
    var png = HandmadePNG(width: 1, height: 1, bitDepth: 8, colorType: 0)
    png.add("ABcD", [1])
    png.finish(rows: [[51]])
    #expect(Outcome(of: try write(png), PNGFile.readRGB).isRefused)
  }
}
