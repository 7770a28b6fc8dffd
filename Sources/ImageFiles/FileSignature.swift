/// The kinds of file that people take for a PNG or a TIFF, by how they begin.
package enum FileSignature {
  private static let known: [(start: [UInt8], name: String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    ([0x49, 0x49, 0x2A, 0x00], "a TIFF image"),
    ([0x4D, 0x4D, 0x00, 0x2A], "a TIFF image"),
    ([0x49, 0x49, 0x2B, 0x00], "a BigTIFF image"),
    ([0x4D, 0x4D, 0x00, 0x2B], "a BigTIFF image"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    ([0x47, 0x49, 0x46, 0x38], "a GIF image"),
    ([0x42, 0x4D], "a BMP image"),
    ([0x93, 0x4E, 0x55, 0x4D], "a NumPy array"),
    ([0x70, 0x6C, 0x79, 0x0A], "a PLY cloud"),
    ([0x76, 0x2F, 0x31, 0x01], "an OpenEXR image"),
    ([0x50, 0x4B], "a ZIP archive"),
  ]

  /// Says what a file seems to be from its first bytes.
  package static func name(of bytes: [UInt8]) -> String {
    guard !bytes.isEmpty else { return "an empty file" }
    if let match = known.first(where: { bytes.starts(with: $0.start) }) { return match.name }
    let shown = bytes.prefix(4).map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count == 1 ? "0" + digits : digits
    }
    return "a file that starts with bytes " + shown.joined(separator: " ")
  }
}
