import Foundation
import ImageFiles
import Tensors
import TestSupport
import Testing

/// Every limit: the value at the limit passes, the next one is refused.
@Suite("Limits")
struct LimitTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func pngSize(width: Int, height: Int) throws -> Outcome {
    let png = HandmadePNG(width: width, height: height, bitDepth: 8, colorType: 2)
    let path = folder.file("a.png")
    try Data(png.bytes).write(to: URL(fileURLWithPath: path))
    return Outcome(of: path, PNGFile.readSize)
  }

  @Test("Sides and pixels of a PNG")
  func png() throws {
    #expect(try pngSize(width: 16_384, height: 768) == .answered)
    #expect(try pngSize(width: 768, height: 16_384) == .answered)
    #expect(try pngSize(width: 16_385, height: 1).isRefused)
    #expect(try pngSize(width: 1, height: 16_385).isRefused)
    #expect(try pngSize(width: 4096, height: 3072) == .answered)
    #expect(try pngSize(width: 4096, height: 3073).isRefused)
    #expect(try pngSize(width: 0, height: 1).isRefused)
    #expect(try pngSize(width: Int(UInt32.max), height: Int(UInt32.max)).isRefused)
  }

  /// Whether a TIFF of one pixel, made to say that it is larger, is refused for its size.
  private func isTooLarge(width: Int, height: Int, channels: Int) throws -> Bool {
    let path = folder.file("a.tiff")
    let isXYZ = channels == 3
    try isXYZ
      ? TIFFFile.writeXYZ(Tensor(shape: [1, 1, 3]), to: path)
      : TIFFFile.writeMap(Tensor(shape: [1, 1]), to: path)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    // The values of the first two tags, width and height.
    for (offset, side) in [(18, width), (30, height)] {
      for digit in 0..<4 { bytes[offset + digit] = UInt8(side >> (8 * digit) & 255) }
    }
    try bytes.write(to: URL(fileURLWithPath: path))
    let outcome = Outcome(of: path, isXYZ ? TIFFFile.readXYZ : TIFFFile.readMap)
    if case .refused(.tooLarge) = outcome { return true }
    return false
  }

  @Test("Points of an XYZ image, pixels of a map")
  func tiff() throws {
    #expect(try !isTooLarge(width: 3072, height: 2048, channels: 3))
    #expect(try isTooLarge(width: 3072, height: 2049, channels: 3))
    #expect(try !isTooLarge(width: 4096, height: 3072, channels: 1))
    #expect(try isTooLarge(width: 4097, height: 3072, channels: 1))
    #expect(try !isTooLarge(width: 1, height: 16_384, channels: 1))
    #expect(try isTooLarge(width: 1, height: 16_385, channels: 1))
  }

  @Test("Bytes of a file")
  func fileSize() throws {
    let path = folder.file("a.png")
    var png = HandmadePNG(width: 1, height: 1, bitDepth: 8, colorType: 0)
    png.finish(rows: [[0]])
    try Data(png.bytes).write(to: URL(fileURLWithPath: path))
    #expect(truncate(path, off_t(ImageLimits.fileBytes)) == 0)
    #expect(Outcome(of: path, PNGFile.readRGB) == .answered)
    #expect(truncate(path, off_t(ImageLimits.fileBytes + 1)) == 0)
    #expect(Outcome(of: path, PNGFile.readRGB).isRefused)
  }
}
