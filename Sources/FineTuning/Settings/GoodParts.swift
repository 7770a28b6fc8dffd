import Detection
import Files
import Tensors

/// The good parts of one split: their names, their files, and how they are read.
public struct GoodParts: Sendable {
  /// A name for each part, unique in the job.
  public let names: [String]

  /// The files of each part.
  public let files: [[String]]

  /// Reads each part.
  public let captures: CaptureSource

  /// Describes the parts of one split.
  ///
  /// - Parameters:
  ///   - names: A name for each part, unique in the job.
  ///   - files: The files of each part.
  ///   - captures: Reads each part.
  public init(names: [String], files: [[String]], captures: CaptureSource) {
    precondition(
      names.count == files.count && names.count == captures.count,
      "\(names.count) names, \(files.count) sets of files, \(captures.count) captures")
    self.names = names
    self.files = files
    self.captures = captures
  }

  /// The checksum over all files of each part.
  ///
  /// - Throws: `FileError` when a file cannot be read.
  func digests(on pool: WorkerPool, progress: (Int, Int) -> Void) throws -> [String] {
    var digests: [String] = []
    try pool.forEachInOrder(names.count) { [files] index in
      try FileDigest.sha256(
        of: files[index].map { try FileDigest.sha256(ofFileAt: $0) }.joined(separator: " ").utf8)
    } consume: { _, digest in
      digests.append(digest)
      progress(digests.count, names.count)
    }
    return digests
  }
}
