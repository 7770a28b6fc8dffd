import Foundation
import ImageFiles
import Tensors
import TestSupport
import Testing

@Suite("PNG, written and read back")
struct PNGRoundTripTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test("Colours of 8 bits come back exactly")
  func rgb() throws {
    let values = (0..<5 * 7 * 3).map { Float($0 * 2) / 255 }
    let image = Tensor(shape: [5, 7, 3], elements: values)
    try PNGFile.writeRGB(image, to: folder.file("a.png"))
    #expect(try PNGFile.readRGB(folder.file("a.png")) == image)
  }

  @Test("Values outside 0...1 are clamped, and NaN is black")
  func clamping() throws {
    let image = Tensor(shape: [1, 2, 3], elements: [-1, .nan, .infinity, 2, 0.5, -.infinity])
    try PNGFile.writeRGB(image, to: folder.file("a.png"))
    #expect(try PNGFile.readRGB(folder.file("a.png")).elements == [0, 0, 1, 1, 128 / 255, 0])
  }

  @Test("Grey samples of every depth come back exactly", arguments: [1, 2, 4, 8, 16])
  func gray(bitDepth: Int) throws {
    let samples = (0..<13 * 9).map { UInt16($0 * 9173 % (1 << bitDepth)) }
    let image = GrayImage(height: 9, width: 13, bitDepth: bitDepth, samples: samples)
    try PNGFile.writeGray(image, to: folder.file("a.png"))
    #expect(try PNGFile.readGray(folder.file("a.png")) == image)
    let scale = Float((1 << bitDepth) - 1)
    let unit = samples.flatMap { repeatElement(Float($0) / scale, count: 3) }
    #expect(try PNGFile.readRGB(folder.file("a.png")).elements == unit)
    let size = try PNGFile.readSize(folder.file("a.png"))
    #expect(size.description == "13 x 9, 1 x uint\(bitDepth)")
  }

  @Test("A colour mask is marked where any channel is")
  func colorMask() throws {
    let image = Tensor(shape: [1, 4, 3], elements: [0, 0, 0, 1, 0, 0, 0, 0, 0.2, 1, 1, 1])
    try PNGFile.writeRGB(image, to: folder.file("a.png"))
    let mask = try PNGFile.readGray(folder.file("a.png"))
    #expect(mask.samples == [0, 255, 51, 255])
    #expect(mask.isMarked == [false, true, true, true])
  }
}
