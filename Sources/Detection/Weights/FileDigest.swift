import Crypto
import Files

/// The SHA-256 of a file, which is read a piece at a time.
enum FileDigest {
  private static let pieceBytes = 1 << 20

  /// The digest in hexadecimal.
  ///
  /// - Throws: `FileError` when the file cannot be read.
  static func sha256(ofFileAt path: String) throws(FileError) -> String {
    let file = try OpenFile(path)
    var hash = SHA256()
    var position = 0
    while position < file.size {
      let piece = try file.read(at: position, count: pieceBytes)
      guard !piece.isEmpty else { break }
      piece.withUnsafeBytes { hash.update(bufferPointer: $0) }
      position += piece.count
    }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
