import Glibc

/// The claim of one process on a data folder: locks that the kernel drops when the process ends.
///
/// On the folder itself, so that nobody gives the claim to another by removing a file in it; and on `kith.lock`, which is
/// where earlier releases have theirs.
public final class FolderLock: Sendable {
  private let folder: Int32
  private let file: Int32

  /// Takes the locks or throws `.lockedByAnother`; never waits.
  init(folder path: String) throws(EventLogError) {
    folder = try Self.claim(path, O_RDONLY | O_DIRECTORY, of: path)
    do throws(EventLogError) {
      file = try Self.claim(path + "/kith.lock", O_RDWR | O_CREAT | O_NOFOLLOW, of: path)
    } catch {
      // On a full device it may not be possible to make it: the folder's own lock is enough.
      if case .noSpace = error {
        file = -1
        return
      }
      close(folder)
      throw error
    }
  }

  private static func claim(_ path: String, _ flags: Int32, of folder: String) throws(EventLogError) -> Int32 {
    let descriptor = unsafe open(path, flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if case .readOnly = EventLogError.failed("open", path) { throw .readOnly(path: folder) }
      throw EventLogError.failed("open", path)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let error = errno == EWOULDBLOCK ? .lockedByAnother(path: folder) : EventLogError.failed("flock", path)
      close(descriptor)
      throw error
    }
    return descriptor
  }

  deinit {
    if file >= 0 { close(file) }
    close(folder)
  }
}
