import Files
import Reporting
import Tensors
import TestSupport
import Testing

@Suite("Scored clouds")
struct ScoredCloudTests {
  private let cloud = ScoredCloud(
    points: Tensor(shape: [1, 2, 3], elements: [.nan, 0, 0, 0.25, -0.5, 1]), isValid: [false, true],
    colors: Tensor(shape: [1, 2, 3], elements: [0, 0, 0, 1, 0.5, -2]),
    scores: Tensor(shape: [1, 2], elements: [9, 1.5]))

  @Test("Only valid points are written, as the header says")
  func content() {
    let bytes = cloud.bytes()
    let end = Array("end_header\n".utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: end) }.map { $0 + end.count } ?? 0
    let header = String(decoding: bytes[..<start], as: UTF8.self)
    #expect(header.hasPrefix("ply\nformat binary_little_endian 1.0\n"))
    #expect(header.contains("element vertex 1\n"))
    let floats = [0.25, -0.5, 1].flatMap { littleEndian($0) }
    #expect(Array(bytes[start...]) == floats + [255, 128, 0] + littleEndian(1.5))
  }

  @Test("A file is written as a whole, or the failure names it")
  func writing() throws {
    let folder = try TemporaryFolder()
    try cloud.write(to: folder.file("part.ply"))
    #expect(try InputFile.read(folder.file("part.ply"), limit: 10_000) == cloud.bytes())
    #expect(throws: FileError.self) { try cloud.write(to: folder.file("none/part.ply")) }
  }

  private func littleEndian(_ value: Float) -> [UInt8] {
    withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init)
  }
}
