import Glibc

/// The file with the slots of readers, `lock.mdb`: LMDB makes it a sparse one and maps it, so that on a full device the
/// first reader that needs a page of it more would end the process. Its bytes are on the device before LMDB opens it.
enum LockFile {
  /// Allocates a new file for so many readers; `.noSpace` leaves none. Of one that is there, what it has and can have: its
  /// pages in use are on the device.
  ///
  /// To be called while this process has no environment open on the folder: closing the file drops the process's locks.
  static func allocate(in folder: String, readersMax: Int, isReadOnly: Bool) throws(LMDBError) {
    let path = folder + "/lock.mdb"
    var file = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if file < 0 {
      // A folder that only others may write to is read without the file.
      guard errno == EEXIST else {
        guard !isReadOnly else { return }
        throw LMDBError.system("open", path: path)
      }
      file = unsafe open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      guard file >= 0 else { return }
    }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw LMDBError.system("fstat", path: path) }
    let isNew = status.st_size == 0
    // One that is there keeps its length: another process may have mapped as much of it.
    let bytes = isNew ? headerBytes + max(0, readersMax - 1) * slotBytes : Int(status.st_size)
    var result: Int32
    repeat { result = posix_fallocate(file, 0, bytes) } while result == EINTR
    guard result != 0, isNew else { return }
    unsafe unlink(path)
    throw LMDBError(result, "posix_fallocate", path: path)
  }

  /// What LMDB has before the second slot, and for each slot from it on.
  private static let headerBytes = 192
  private static let slotBytes = 64
}
