import Glibc

/// The claim of one process on a data folder: a lock on `kith.lock` that the kernel drops when the process ends.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock or throws `.lockedByAnother`; never waits.
  init(folder: String) throws(EventLogError) {
    let path = folder + "/kith.lock"
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if case .readOnly = EventLogError.failed("open", path) { throw .readOnly(path: folder) }
      throw EventLogError.failed("open", path)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let error = errno == EWOULDBLOCK ? .lockedByAnother(path: folder) : EventLogError.failed("flock", path)
      close(descriptor)
      throw error
    }
  }

  deinit { close(descriptor) }
}
