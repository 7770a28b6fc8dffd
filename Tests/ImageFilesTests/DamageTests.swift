import Foundation
import ImageFiles
import Tensors
import TestSupport
import Testing

/// Our own files, cut short and with single bytes changed.
@Suite("Damaged files")
struct DamageTests {
  let folder: TemporaryFolder
  let png: [UInt8]
  let tiff: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    var stream = RandomStream(seed: 7)
    let image = Tensor(shape: [12, 10, 3], elements: (0..<360).map { _ in stream.uniform() })
    try PNGFile.writeRGB(image, to: folder.file("a.png"))
    try TIFFFile.writeXYZ(image, to: folder.file("a.tiff"))
    png = try Array(Data(contentsOf: URL(fileURLWithPath: folder.file("a.png"))))
    tiff = try Array(Data(contentsOf: URL(fileURLWithPath: folder.file("a.tiff"))))
  }

  private func write(_ bytes: some Collection<UInt8>) throws -> String {
    let path = folder.file("damaged")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test("A file cut anywhere is refused")
  func truncation() throws {
    for count in 0..<png.count {
      #expect(Outcome(of: try write(png.prefix(count)), PNGFile.readRGB).isRefused, "\(count) bytes")
    }
    for count in 0..<tiff.count {
      #expect(Outcome(of: try write(tiff.prefix(count)), TIFFFile.readXYZ).isRefused, "\(count) bytes")
    }
  }

  @Test("A PNG with a changed byte is refused")
  func changedPNG() throws {
    var stream = RandomStream(seed: 11)
    for position in png.indices {
      var damaged = png
      damaged[position] ^= 1 << UInt8(stream.next() % 8)
      #expect(Outcome(of: try write(damaged), PNGFile.readRGB).isRefused, "byte \(position)")
    }
  }

  @Test("A TIFF with a changed byte is answered or refused, twice the same")
  func changedTIFF() throws {
    var stream = RandomStream(seed: 13)
    let samplesStart = tiff.count - 360 * 4
    var refused = 0
    for position in 0..<samplesStart {
      for _ in 0..<8 {
        var damaged = tiff
        damaged[position] = UInt8(truncatingIfNeeded: stream.next())
        let path = try write(damaged)
        let outcome = Outcome(of: path, TIFFFile.readXYZ)
        #expect(outcome == Outcome(of: path, TIFFFile.readXYZ), "byte \(position)")
        _ = Outcome(of: path, TIFFFile.readMap)
        _ = Outcome(of: path, TIFFFile.readSize)
        refused += outcome.isRefused ? 1 : 0
      }
    }
    #expect(refused > samplesStart * 8 / 2)
  }
}
