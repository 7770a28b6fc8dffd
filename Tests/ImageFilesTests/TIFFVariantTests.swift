import Foundation
import ImageFiles
import Tensors
import TestSupport
import Testing

/// One array in every legal encoding, and in some that are refused.
@Suite("TIFF encodings", .enabled(if: corpus != nil, "\(SharedData.absence)"))
struct TIFFVariantTests {
  let folder: String
  init() throws { folder = try #require(corpus) + "/tiff-variants/" }

  private func names(_ prefix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(prefix) }.sorted()
  }

  /// The float32 samples of base.npy, which follow a header of 128 bytes.
  private func base() throws -> [UInt32] {
    let content = try Data(contentsOf: URL(fileURLWithPath: folder + "base.npy"))
    return content.dropFirst(content.count - 24 * 20 * 3 * 4).withUnsafeBytes { buffer in
      (0..<buffer.count / 4).map { buffer.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self) }
    }
  }

  @Test("All 200 encodings of one array decode to the same bits, and so do 64-bit floats")
  func encodings() throws {
    let expected = try base()
    let names = try names("ok_")
    #expect(names.count == 200)
    for name in names + ["type_f64.tif", "type_f64_p3_deflate.tif"] {
      let image = try TIFFFile.readXYZ(folder + name)
      #expect(image.shape == [24, 20, 3], "\(name)")
      #expect(image.elements.map(\.bitPattern) == expected, "\(name)")
    }
  }

  @Test(
    "Other types, channels and pages are refused with both sides",
    arguments: [
      ("chan1", "1 x float32"), ("chan2", "2 x float32"), ("chan4", "4 x float32"),
      ("type_f16", "3 x float16"), ("type_u16", "3 x uint16"), ("type_i32", "3 x int32"),
      ("type_u8", "3 x uint8"), ("type_c64", "1 x complex64"),
    ])
  func types(name: String, found: String) throws {
    let path = folder + name + ".tif"
    let refusal = ImageFileError.unsupported(
      path: path, expected: "3 x float32 or 3 x float64", found: found)
    #expect(Outcome(of: path, TIFFFile.readXYZ) == .refused(refusal))
  }

  @Test("A second page is refused")
  func pages() throws {
    let path = folder + "multipage2.tif"
    let refusal = ImageFileError.unsupported(
      path: path, expected: "a TIFF image of one page", found: "more than one")
    #expect(Outcome(of: path, TIFFFile.readXYZ) == .refused(refusal))
  }

  @Test("One channel is read as a map")
  func map() throws {
    #expect(try TIFFFile.readMap(folder + "chan1.tif").shape == [24, 20])
  }

  @Test("Any content is read as it is, and every truncation is refused")
  func contentsAndTruncations() throws {
    for name in try names("content_") + names("size_") {
      #expect(Outcome(of: folder + name, TIFFFile.readXYZ) == .answered, "\(name)")
    }
    let truncated = try names("trunc_")
    #expect(truncated.count == 48)
    for name in truncated {
      #expect(Outcome(of: folder + name, TIFFFile.readXYZ).isRefused, "\(name)")
    }
  }
}
