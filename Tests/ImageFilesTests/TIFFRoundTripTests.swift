import ImageFiles
import Tensors
import TestSupport
import Testing

@Suite("TIFF, written and read back")
struct TIFFRoundTripTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// Values whose bits a careless writer would change.
  static let odd: [Float] = [
    0, -0, 1.5, .pi, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    Float(bitPattern: 0x7FC0_1234), Float(bitPattern: 0xFFA0_0001),
  ]

  @Test("A map keeps every bit, NaN included", arguments: [[1, 1], [2, 5], [5, 2], [31, 17]])
  func map(shape: [Int]) throws {
    let map = Tensor(shape: shape, elements: (0..<shape[0] * shape[1]).map { Self.odd[$0 % 10] })
    try TIFFFile.writeMap(map, to: folder.file("a.tiff"))
    let back = try TIFFFile.readMap(folder.file("a.tiff"))
    #expect(back.shape == map.shape)
    #expect(back.elements.map(\.bitPattern) == map.elements.map(\.bitPattern))
  }

  @Test("An XYZ image keeps every bit")
  func xyz() throws {
    let image = Tensor(shape: [7, 10, 3], elements: (0..<210).map { Self.odd[$0 % 10] })
    try TIFFFile.writeXYZ(image, to: folder.file("a.tiff"))
    let back = try TIFFFile.readXYZ(folder.file("a.tiff"))
    #expect(back.shape == [7, 10, 3])
    #expect(back.elements.map(\.bitPattern) == image.elements.map(\.bitPattern))
    #expect(try TIFFFile.readSize(folder.file("a.tiff")).description == "10 x 7, 3 x float32")
  }
}
