import Foundation
import ImageFiles
import Tensors
import TestSupport
import Testing

/// Odd, broken and hostile files of other decoders' test suites; see the corpus's own README.
@Suite("Corpus of bad inputs", .enabled(if: corpus != nil, "\(SharedData.absence)"))
struct CorpusTests {
  let root: String
  init() throws { root = try #require(corpus) + "/" }

  /// The files of a kind with their class: valid, invalid or contested.
  private func files(kind: String) throws -> [(path: String, label: String)] {
    try tableRows(root + "images.tsv").filter { $0[2] == kind }.map { (root + $0[0], $0[8]) }
  }

  @Test("Every valid PNG has the pixels that Pillow reads")
  func validPixels() throws {
    for row in try fixtureRows("png-pixels.tsv") {
      let image = try PNGFile.readRGB(root + row[0])
      #expect(image.shape == [Int(row[1]), Int(row[2]), 3], "\(row[0])")
      let isGray16 = row[3] == "16"
      let isDeep = try PNGFile.readSize(root + row[0]).sampleType == "uint16"
      let samples = image.elements.map { UInt16($0 * (isDeep ? 65535 : 255) + 0.5) }
      let sum =
        isGray16
        ? samples.withUnsafeBytes { adler32($0) }
        : adler32(samples.map { UInt8(truncatingIfNeeded: isDeep ? $0 >> 8 : $0) })
      #expect(String(sum) == row[4], "\(row[0])")
    }
  }

  @Test("Every PNG is answered or refused, as its class says")
  func everyPNG() throws {
    for (path, label) in try files(kind: "png") {
      let color = Outcome(of: path, PNGFile.readRGB)
      #expect(color == Outcome(of: path, PNGFile.readRGB), "\(path)")
      #expect(color.isRefused == Outcome(of: path, PNGFile.readGray).isRefused, "\(path)")
      if label != "contested" { #expect(color.isRefused == (label == "invalid"), "\(path)") }
    }
  }

  @Test("Every TIFF is answered or refused")
  func everyTIFF() throws {
    for (path, label) in try files(kind: "tiff") {
      let xyz = Outcome(of: path, TIFFFile.readXYZ)
      let map = Outcome(of: path, TIFFFile.readMap)
      #expect(xyz == Outcome(of: path, TIFFFile.readXYZ), "\(path)")
      if label == "invalid" { #expect(xyz.isRefused && map.isRefused, "\(path)") }
      _ = Outcome(of: path, TIFFFile.readSize)
    }
  }

  @Test("Every float TIFF has the samples that tifffile reads")
  func floatSamples() throws {
    for row in try fixtureRows("tiff-samples.tsv") {
      let isXYZ = try TIFFFile.readSize(root + row[0]).channels == 3
      let image = try isXYZ ? TIFFFile.readXYZ(root + row[0]) : TIFFFile.readMap(root + row[0])
      #expect(image.shape.prefix(2).map(String.init) == Array(row[1...2]), "\(row[0])")
      #expect(image.elements.withUnsafeBytes { String(adler32($0)) } == row[4], "\(row[0])")
    }
  }

  @Test("Bombs are refused, or answered because what is large is not read")
  func bombs() throws {
    let harmless = ["png_1M_empty_idat.png", "png_1M_text_chunks.png", "png_ztxt_200MB.png"]
    for name in try FileManager.default.contentsOfDirectory(atPath: root + "bombs").sorted() {
      let path = root + "bombs/" + name
      let read = name.hasSuffix(".png") ? PNGFile.readRGB : TIFFFile.readXYZ
      #expect(Outcome(of: path, read).isRefused == !harmless.contains(name), "\(name)")
    }
  }
}
