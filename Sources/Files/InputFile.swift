import Foundation

/// Reads a file from outside without trusting it.
public enum InputFile {
  /// The whole content of a regular file.
  ///
  /// The file is opened without blocking, so a pipe or a device cannot hang the caller, and read rather
  /// than mapped, so that another process cannot pull it away while it is decoded.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - limit: The largest size accepted, in bytes; checked before memory is taken.
  /// - Returns: The bytes.
  /// - Throws: `FileError` when there is no such file, it is not regular, too large, or unreadable.
  public static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw openError(path) }
    defer { close(descriptor) }
    let size = try regularSize(of: descriptor, path: path)
    guard size <= limit else { throw .tooLarge(path: path, size: size, limit: limit) }
    return try bytes(of: descriptor, size: size, path: path)
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

  private static func bytes(
    of descriptor: Int32, size: Int, path: String
  ) throws(FileError) -> [UInt8] {
    var failure: Int32 = 0
    let content = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let rest = UnsafeMutableBufferPointer(rebasing: buffer[filled..<size])
        let got = Foundation.read(descriptor, rest.baseAddress, rest.count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { return }
        filled += got
      }
    }
    guard failure == 0 else { throw .unreadable(path: path, reason: systemMessage(failure)) }
    return content
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
