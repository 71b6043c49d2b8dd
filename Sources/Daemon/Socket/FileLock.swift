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

  /// Removes the file, unless it is another one by now, and frees the lock. Call once.
  func release() {
    if Self.isSame(path, descriptor) { unsafe unlink(path) }
    close(descriptor)
  }

  private static func isSame(_ path: String, _ descriptor: Int32) -> Bool {
    guard let held = FileIdentity(descriptor: descriptor) else { return false }
    return FileIdentity(path: path) == held
  }
}

/// Which file a name stands for: another one under the same name is told from it.
struct FileIdentity: Equatable, Sendable {
  private let device: dev_t
  private let number: ino_t

  /// What is there under that name, itself where it is a link; nil when nothing is.
  init?(path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    device = status.st_dev
    number = status.st_ino
  }

  /// The open file.
  init?(descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    device = status.st_dev
    number = status.st_ino
  }
}
