import Glibc

/// A lock file that one process holds; the kernel frees it when the process ends.
final class FileLock: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Takes the lock, making the file; nil when another holds it.
  init?(_ path: String) throws(SocketError) {
    while true {
      let descriptor = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else {
        throw SocketError(
          "The lock file \(path) cannot be opened: \(SystemError.text). Does its folder exist and may this user write to it?"
        )
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        return nil
      }
      // The holder before may have removed the file between the two calls; then the lock is of a file that is gone.
      if Self.isSame(path, descriptor) {
        self.path = path
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
  }

  /// Removes the file and frees the lock. Call once.
  func release() {
    unsafe unlink(path)
    close(descriptor)
  }

  private static func isSame(_ path: String, _ descriptor: Int32) -> Bool {
    var named = stat()
    var held = stat()
    guard unsafe stat(path, &named) == 0, unsafe fstat(descriptor, &held) == 0 else { return false }
    return named.st_ino == held.st_ino && named.st_dev == held.st_dev
  }
}
