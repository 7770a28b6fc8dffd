import Files
import TensorFiles
import TestSupport
import Testing

/// Each limit is accepted at its value and refused one beyond.
@Suite struct SafetensorsLimitTests {
  private static let tensor = #"{"dtype":"U8","shape":[1,1],"data_offsets":[0,1]}"#
  private static let empty = #"{"dtype":"U8","shape":[0],"data_offsets":[1,1]}"#
  private static let bytes = Fixture.file(
    #"{"name":\#(tensor),"b":\#(empty),"__metadata__":{"x":"","y":""}}"#, data: [7])

  @Test(
    arguments: [
      (\SafetensorsLimits.headerBytes, 0), (\.tensors, 2), (\.axes, 2), (\.nameBytes, 4),
      (\.metadataEntries, 2),
    ] as [(WritableKeyPath<SafetensorsLimits, Int> & Sendable, Int)])
  func limitsHold(limit: WritableKeyPath<SafetensorsLimits, Int> & Sendable, value: Int) throws {
    var limits = SafetensorsLimits()
    limits[keyPath: limit] = value > 0 ? value : Self.bytes.count - 9
    _ = try SafetensorsFile.decode(Self.bytes, path: "x", limits: limits)
    limits[keyPath: limit] -= 1
    #expect(throws: TensorFileError.self) {
      try SafetensorsFile.decode(Self.bytes, path: "x", limits: limits)
    }
  }

  @Test func theFileIsMeasuredBeforeItIsRead() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(Self.bytes, to: folder.file("x"))
    var limits = SafetensorsLimits()
    limits.fileBytes = Self.bytes.count
    _ = try SafetensorsFile.read(folder.file("x"), limits: limits)
    limits.fileBytes -= 1
    #expect(throws: TensorFileError.self) {
      try SafetensorsFile.read(folder.file("x"), limits: limits)
    }
  }
}
