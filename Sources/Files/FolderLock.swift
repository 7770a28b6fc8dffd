import Foundation

/// Exclusive use of an output folder by one process, for as long as the value lives.
///
/// The kernel drops the lock when the process ends, however it ends.
public final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of a folder.
  ///
  /// - Parameter folder: An existing folder; the lock file `.lock` is made inside.
  /// - Throws: `FileError.busy` when another process holds it, `FileError.unwritable` when it cannot be made.
  public init(_ folder: String) throws(FileError) {
    let path = folder + "/.lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: systemMessage(errno)) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .busy(path: folder)
    }
  }

  deinit { close(descriptor) }
}
