import Files

/// The bytes of a file, a range at a time.
struct ByteSource {
  /// Where the file is, for messages.
  let path: String

  /// The length of the file.
  let size: Int

  private let read: (Range<Int>) throws(FileError) -> [UInt8]

  /// Wraps a way to read; `read` may return fewer bytes than asked for where the file has become shorter.
  init(path: String, size: Int, read: @escaping (Range<Int>) throws(FileError) -> [UInt8]) {
    self.path = path
    self.size = size
    self.read = read
  }

  /// The bytes of a range that lies inside the file.
  func bytes(_ range: Range<Int>) throws(TensorFileError) -> [UInt8] {
    let bytes: [UInt8]
    do {
      bytes = try read(range)
    } catch {
      throw .file(error)
    }
    guard bytes.count == range.count else {
      throw .malformed(
        path: path, part: "file", expected: "\(size) bytes, as when it was opened", found: "fewer")
    }
    return bytes
  }
}
