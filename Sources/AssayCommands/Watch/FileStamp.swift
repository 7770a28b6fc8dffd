import Foundation

/// What tells one content of a file from another without reading it.
package struct FileStamp: Equatable, Sendable {
  /// Its bytes.
  package let size: Int64

  /// When it was last written, in nanoseconds since 1970.
  package let modified: Int64

  /// Its number in the file system; another file of the same name has another.
  package let inode: UInt64

  /// A stamp of three numbers.
  package init(size: Int64, modified: Int64, inode: UInt64) {
    self.size = size
    self.modified = modified
    self.inode = inode
  }

  /// The stamp of a regular file or of a link to one; nil for anything else.
  package init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(
      size: Int64(status.st_size),
      modified: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec),
      inode: UInt64(status.st_ino))
  }
}
