import Files
import Foundation
import PointClouds
import Tensors
import TestSupport
import Testing

/// Clouds cut short and with bytes changed: each is read or refused by name, the same in every run, and none takes
/// more memory than the limits say.
@Suite struct CloudDamageTests {
  private let folder: TemporaryFolder
  private let clouds: String

  init() throws {
    folder = try TemporaryFolder()
    clouds = try #require(Bundle.module.resourcePath) + "/Fixtures/clouds/"
  }

  private static let size = GridSize(width: 9, height: 7)
  private static let files = [
    "open3d-text.ply", "open3d-binary.ply", "open3d-compressed.pcd", "pcl-text.pcd", "pcl-binary.pcd",
    "range-grid-text.ply", "range-grid-big.ply",
  ]

  private func content(_ name: String) throws -> [UInt8] { try InputFile.read(clouds + name, limit: 1 << 20) }

  /// The cloud, or the words of its refusal; twice the same.
  private func outcome(
    _ bytes: some Collection<UInt8>, stated: Bool
  ) throws -> Result<[UInt32], CloudFileError> {
    // A name of its own: writing over a file would wait for the disk.
    let path = folder.file(UUID().uuidString)
    defer { unlink(path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let outcomes = (0..<2).map { _ in
      Result { () throws(CloudFileError) in
        try CloudFile.read(path, size: stated ? nil : Self.size).points.elements.map(\.bitPattern)
      }
    }
    #expect(outcomes[0] == outcomes[1])
    return outcomes[0]
  }

  @Test(arguments: files) func aFileCutAnywhereIsRefused(name: String) throws {
    let bytes = try content(name)
    let isText = name.contains("text")
    // Of text the last number may lose digits, and a line its end, before anything can be noticed.
    let last = isText ? bytes.count - 24 : bytes.count
    for count in stride(from: 0, to: last, by: bytes.count / 150 + 1) {
      let outcome = try outcome(bytes.prefix(count), stated: !name.hasPrefix("open3d"))
      #expect(throws: CloudFileError.self, "\(count) of \(bytes.count) bytes") { try outcome.get() }
    }
  }

  @Test(arguments: files) func changedBytesAreReadOrRefusedTwiceTheSame(name: String) throws {
    var random = RandomStream(seed: 17).stream(name)
    let bytes = try content(name)
    var refused = 0
    for _ in 0..<500 {
      var damaged = bytes
      for _ in 0..<1 + random.index(below: 3) {
        // Most of what can go wrong stands in the header.
        let position = random.index(below: random.uniform() < 0.6 ? min(420, bytes.count) : bytes.count)
        damaged[position] = UInt8(truncatingIfNeeded: random.next())
      }
      if case .failure = try outcome(damaged, stated: !name.hasPrefix("open3d")) { refused += 1 }
    }
    #expect(refused > 50, "\(refused) of 500")
  }

  /// Headers that announce more than the file holds.
  @Test(arguments: [
    "ply\nformat ascii 1.0\nobj_info num_cols 3000\nobj_info num_rows 2000\nelement vertex 6000000\n"
      + "property float x\nproperty float y\nproperty float z\nend_header\n1 2 3\n",
    "ply\nformat binary_little_endian 1.0\nelement strip 250000000\nproperty list uchar int parts\nelement vertex 1\n"
      + "property float x\nproperty float y\nproperty float z\nend_header\n\u{1}\u{0}",
    "ply\nformat ascii 1.0\nelement nothing 250000000\nelement vertex 1\nproperty float x\nproperty float y\n"
      + "property float z\nend_header\n1 2 3\n",
    "ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nproperty float y\nend_header\n1 2\n",
    "# .PCD\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nWIDTH 3000\nHEIGHT 2000\nDATA binary\n0000",
    "# .PCD\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nWIDTH 9999999\nHEIGHT 99999999999\nDATA ascii\n0 0 0",
    "# .PCD\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nWIDTH 3\nHEIGHT 2\nDATA binary_compressed\n0000",
    "# .PCD\nFIELDS x y z\nSIZE 4 4 3\nTYPE F F F\nWIDTH 3\nHEIGHT 2\nDATA ascii\n", "ply\n", "", "# .PCD",
  ]) func announcementsAreNotBelieved(text: String) throws {
    let outcome = try outcome(Array(text.utf8), stated: true)
    #expect(throws: CloudFileError.self) { try outcome.get() }
  }
}
