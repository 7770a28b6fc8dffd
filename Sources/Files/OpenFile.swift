import Foundation

/// A regular file opened for reading without trusting it.
///
/// The file is opened without blocking, so a pipe or a device cannot hang the caller, and read rather than
/// mapped, so that another process cannot pull it away while it is decoded. It closes with the value.
public final class OpenFile: Sendable {
  /// Where the file is.
  public let path: String

  /// The size when the file was opened, in bytes.
  public let size: Int

  private let descriptor: Int32

  /// Opens a regular file.
  ///
  /// - Throws: `FileError` when there is no such file, or it is not regular or not readable.
  public init(_ path: String) throws(FileError) {
    guard !path.utf8.contains(0) else { throw .missing(path: path) }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.openError(path) }
    do throws(FileError) {
      size = try Self.regularSize(of: descriptor, path: path)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// The bytes of a range, fewer where the file ends.
  ///
  /// - Throws: `FileError.unreadable`.
  public func read(at offset: Int = 0, count: Int) throws(FileError) -> [UInt8] {
    let wanted = max(0, min(count, size - offset))
    var failure: Int32 = 0
    let content = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      (filled, failure) = fill(UnsafeMutableRawBufferPointer(rebasing: bytes[..<wanted]), at: offset)
    }
    guard failure == 0 else { throw .unreadable(path: path, reason: systemMessage(failure)) }
    return content
  }

  /// Reads as many bytes as `buffer` holds; any thread may call.
  ///
  /// - Throws: `FileError.unreadable`, also when the file ends before.
  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
    let (filled, failure) = fill(buffer, at: offset)
    guard failure == 0 else { throw .unreadable(path: path, reason: systemMessage(failure)) }
    guard filled == buffer.count else {
      throw .unreadable(path: path, reason: "fewer than \(offset + buffer.count) bytes are left")
    }
  }

  /// Fills a buffer as far as the file goes; the bytes read, and the error number if there was one.
  private func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> (filled: Int, failure: Int32)
  {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let got = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
      if got < 0 && errno == EINTR { continue }
      if got < 0 { return (filled, errno) }
      if got == 0 { break }
      filled += got
    }
    return (filled, 0)
  }

  private static func openError(_ path: String) -> FileError {
    errno == ENOENT || errno == ENOTDIR
      ? .missing(path: path) : .unreadable(path: path, reason: systemMessage(errno))
  }

  private static func regularSize(of descriptor: Int32, path: String) throws(FileError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .unreadable(path: path, reason: systemMessage(errno))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .notRegular(path: path, found: kind(of: status.st_mode))
    }
    return Int(status.st_size)
  }

  private static func kind(of mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFCHR, S_IFBLK: "a device"
    case S_IFSOCK: "a socket"
    default: "something else"
    }
  }
}

/// The operating system's words for an error number.
func systemMessage(_ code: Int32) -> String {
  String(cString: strerror(code))
}
