import Crypto
import Files

/// SHA-256 of files, which are read a piece at a time, and of bytes.
public enum FileDigest {
  private static let pieceBytes = 1 << 20

  /// The digest of a file in hexadecimal.
  ///
  /// - Throws: `FileError` when the file cannot be read.
  public static func sha256(ofFileAt path: String) throws(FileError) -> String {
    let file = try OpenFile(path)
    var hash = SHA256()
    var position = 0
    while position < file.size {
      let piece = try file.read(at: position, count: pieceBytes)
      guard !piece.isEmpty else { break }
      piece.withUnsafeBytes { hash.update(bufferPointer: $0) }
      position += piece.count
    }
    return hexadecimal(hash.finalize())
  }

  /// The digest of bytes in hexadecimal.
  public static func sha256(of bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    Array(bytes).withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hexadecimal(hash.finalize())
  }

  private static func hexadecimal(_ digest: SHA256.Digest) -> String {
    digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
