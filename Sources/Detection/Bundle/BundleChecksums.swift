import Files
import Foundation

/// The checksums that tell a whole bundle from a damaged one.
///
/// They find damage and mixed files; they are no signature and say nothing about who made the bundle.
enum BundleChecksums {
  /// Writes the checksum of every other file of a bundle.
  static func write(_ bundle: String) throws(FileError) {
    var lines = ""
    for file in files where file != .adaptors || FileManager.default.fileExists(atPath: file.path(in: bundle))
    {
      lines += "\(try digest(of: file, in: bundle))  \(file.rawValue)\n"
    }
    try AtomicFile.write(lines, to: BundleFile.checksums.path(in: bundle))
  }

  /// Compares every file of a bundle with its checksum.
  ///
  /// - Parameter bundle: The folder.
  /// - Returns: The files that the bundle has.
  /// - Throws: `DetectionError.bundle` naming the file that differs, `FileError` when one cannot be read.
  static func verify(_ bundle: String) throws -> Set<BundleFile> {
    let path = BundleFile.checksums.path(in: bundle)
    let text = String(
      decoding: try InputFile.read(path, limit: BundleFile.checksums.sizeLimit), as: UTF8.self)
    var recorded: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      if fields.count == 2 { recorded[String(fields[1])] = String(fields[0]) }
    }
    let present = files.filter { $0 != .adaptors || recorded[$0.rawValue] != nil }
    for file in present {
      guard try digest(of: file, in: bundle) != recorded[file.rawValue] else { continue }
      throw DetectionError.bundle(
        path: file.path(in: bundle),
        problem:
          "the content does not match \(BundleFile.checksums.rawValue); the bundle is damaged or was edited,"
          + " fit it again or restore it from a copy")
    }
    return Set(present)
  }

  private static var files: [BundleFile] { BundleFile.allCases.filter { $0 != .checksums } }

  private static func digest(of file: BundleFile, in bundle: String) throws(FileError) -> String {
    try FileDigest.sha256(ofFileAt: file.path(in: bundle))
  }
}
