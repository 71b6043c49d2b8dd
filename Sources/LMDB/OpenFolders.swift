import Glibc
import Synchronization

/// The folders that this process has open as environments: LMDB's locks do not hold against the own process, so that a
/// second opening would damage the file.
struct OpenFolder: Sendable {
  private struct Identity: Hashable {
    let device: UInt
    let inode: UInt
  }

  private static let all = Mutex<Set<Identity>>([])

  private let identity: Identity
  /// Held open so that a removed folder's inode number cannot come back under another folder meanwhile.
  private let descriptor: Int32

  /// Takes the folder for this process; `.alreadyOpen` when it is taken.
  init(_ path: String) throws(LMDBError) {
    descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw LMDBError.system("open", path: path) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let error = LMDBError.system("fstat", path: path)
      close(descriptor)
      throw error
    }
    let identity = Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    guard Self.all.withLock({ $0.insert(identity).inserted }) else {
      close(descriptor)
      throw LMDBError(.alreadyOpen, operation: "mdb_env_open", path: path)
    }
    self.identity = identity
  }

  func release() {
    _ = Self.all.withLock { $0.remove(identity) }
    close(descriptor)
  }
}
