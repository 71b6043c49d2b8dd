import Glibc
import Synchronization

/// Some space held back, so that erasing, reading and a clean stop still work on a full disk.
final class Reserve: Sendable {
  private let path: String
  private let bytes: Int
  private let held = Mutex(false)

  init(path: String, bytes: Int) {
    self.path = path
    self.bytes = bytes
  }

  /// Gives the space back to the file system.
  func release() throws(EventLogError) {
    try held.withLock { (held) throws(EventLogError) in
      guard unsafe truncate(path, 0) == 0 || errno == ENOENT else { throw EventLogError.failed("truncate", path) }
      held = false
    }
  }

  /// Gives the space back of a folder that nobody has open; false when there is none.
  static func release(_ path: String) -> Bool {
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_size > 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    return unsafe truncate(path, 0) == 0
  }

  /// Whether the space is held.
  var isHeld: Bool { bytes == 0 || held.withLock { $0 } }

  /// Takes the space again; false when there is not enough.
  func restore() throws(EventLogError) -> Bool {
    try held.withLock { (held) throws(EventLogError) in
      guard !held, bytes > 0 else { return true }
      let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else {
        guard errno == ENOSPC || errno == EDQUOT else { throw EventLogError.failed("open", path) }
        return false
      }
      defer { close(descriptor) }
      let result = posix_fallocate(descriptor, 0, bytes)
      if result == 0 {
        held = true
        return true
      }
      guard result == ENOSPC || result == EDQUOT || result == EFBIG else {
        throw .system(result, operation: "posix_fallocate", path: path)
      }
      _ = ftruncate(descriptor, 0)
      return false
    }
  }
}
