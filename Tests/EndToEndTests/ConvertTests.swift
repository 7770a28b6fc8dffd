import Files
import Foundation
import TestSupport
import Testing

/// `convert depth` and `convert cloud` as a user types them.
@Suite struct ConvertTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let lens = ["--fx", "100", "--fy", "100", "--cx", "1", "--cy", "0.5"]

  /// Writes a NumPy array of little-endian numbers.
  private func write<Number>(_ numbers: [Number], _ type: String, shape: String, to name: String) throws {
    let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(shape)), }\n"
    let start = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
    try AtomicFile.write(start + numbers.withUnsafeBytes { Array($0) }, to: folder.file(name))
  }

  private func inspect(_ name: String) throws -> String {
    try AssayTool.run(["inspect", folder.file(name)]).output
  }

  @Test func depthInMillimetresBecomesACloud() throws {
    try write([500, 0, 65_535, 700, 600, 500] as [UInt16], "<u2", shape: "2, 3", to: "d.npy")
    let outcome = try AssayTool.run(
      [
        "convert", "depth", folder.file("d.npy"), "--out", folder.file("out/d.tiff"), "--unit", "mm",
        "--invalid", "65535",
      ]
        + Self.lens)
    #expect(outcome.status == 0 && outcome.output == folder.file("out/d.tiff") + "\n", "\(outcome.errors)")
    #expect(
      outcome.errors.contains("3 x 2, 4 points (66.7 %), x -0.007...0.005, y -0.0025...0.0035, z 0.5...0.7 m")
    )
    #expect(!outcome.errors.contains("warning"))
    #expect(try inspect("out/d.tiff") == "TIFF   3 x 2 pixels, 3 x float32\n")
  }

  @Test func aFolderIsConvertedAndABrokenFileReported() throws {
    try FileManager.default.createDirectory(atPath: folder.file("in"), withIntermediateDirectories: true)
    for name in ["a", "c"] { try write([0.5, 0.6] as [Float], "<f4", shape: "1, 2", to: "in/\(name).npy") }
    try AtomicFile.write("no array", to: folder.file("in/b.npy"))
    try AtomicFile.write("not looked at", to: folder.file("in/notes.txt"))
    let outcome = try AssayTool.run(
      ["convert", "depth", folder.file("in"), "--out", folder.file("xyz")] + Self.lens)
    #expect(outcome.status == 65)
    #expect(
      outcome.output.split(separator: "\n").map(String.init)
        == ["a", "c"].map { folder.file("xyz/\($0).tiff") })
    #expect(outcome.errors.contains("in/b.npy: header: expected a NumPy file"))
    #expect(outcome.errors.contains("1 of 3 files could not be converted"))
  }

  @Test func wholeNumbersNeedAScaleAndTheCameraMustFit() throws {
    try write([500, 600] as [UInt16], "<u2", shape: "1, 2", to: "d.npy")
    let convert = ["convert", "depth", folder.file("d.npy"), "--out", folder.file("d.tiff")]
    let unscaled = try AssayTool.run(convert + Self.lens)
    #expect(unscaled.status == 65 && unscaled.errors.contains("--scale"))
    try AtomicFile.write(
      #"{"fx": 100, "fy": 100, "ppx": 1, "ppy": 0.5, "width": 640, "height": 480}"#,
      to: folder.file("lens.json"))
    let misfit = try AssayTool.run(convert + ["--unit", "mm", "--camera", folder.file("lens.json")])
    #expect(misfit.status == 65 && misfit.errors.contains("480 pixels high and 640 wide"), "\(misfit.errors)")
    let unreadable = try AssayTool.run(convert + ["--unit", "mm", "--camera", "/no/such.yaml"])
    #expect(unreadable.status == 66)
    for arguments in [[], ["--fx", "100"], Self.lens + ["--camera", "x"], Self.lens + ["--scale", "-1"]] {
      #expect(try AssayTool.run(convert + arguments).status == 64, "\(arguments)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("d.tiff")))
  }

  @Test func aCloudOfMillimetresWithColours() throws {
    try AtomicFile.write(
      """
      ply
      format ascii 1.0
      obj_info num_cols 2
      obj_info num_rows 1
      element vertex 2
      property float x
      property float y
      property float z
      property uchar red
      property uchar green
      property uchar blue
      end_header
      10 20 500 255 0 0
      nan nan nan 0 255 0

      """, to: folder.file("a.ply"))
    let convert = ["convert", "cloud", folder.file("a.ply"), "--out", folder.file("a.tiff")]
    let outcome = try AssayTool.run(convert + ["--unit", "mm", "--rgb", folder.file("a.png")])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("2 x 1, 1 points (50.0 %), x 0.01...0.01, y 0.02...0.02, z 0.5...0.5 m"))
    #expect(try inspect("a.png") == "PNG   2 x 1 pixels, 3 x uint8\n")
    let metres = try AssayTool.run(convert)
    #expect(metres.status == 65 && metres.errors.contains("--unit"), "\(metres.errors)")
    let other = try AssayTool.run(convert + ["--unit", "mm", "--size", "1x2"])
    #expect(other.status == 65 && other.errors.contains("1 x 2 points, as --size says"))
  }

  @Test func aCloudWithoutColoursHasNoPicture() throws {
    try AtomicFile.write(
      "# .PCD v0.7\nVERSION 0.7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1\nWIDTH 1\nHEIGHT 2\nPOINTS 2\n"
        + "DATA ascii\n0.1 0.2 0.5\n0.1 0.3 0.5\n", to: folder.file("a.pcd"))
    let convert = ["convert", "cloud", folder.file("a.pcd"), "--out", folder.file("a.tiff")]
    #expect(try AssayTool.run(convert).status == 0)
    let outcome = try AssayTool.run(convert + ["--rgb", folder.file("a.png")])
    #expect(outcome.status == 65 && outcome.errors.contains("found none"))
  }
}
